//! Files and folders to readings, as a program on top of the library meets them.
#[cfg(test)]
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests make folders of files and say what they skip")]
mod batches;
