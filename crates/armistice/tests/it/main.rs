//! Files and folders to readings, and dossiers, as a program on top of the library meets them.
#[cfg(test)]
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests make folders of files and say what they skip")]
mod batches;
#[cfg(test)]
#[expect(dead_code, reason = "the benchmark uses what these tests do not")]
#[path = "../../benches/generated/mod.rs"]
mod generated;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod dossier;
#[cfg(test)]
mod items;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod left_out;
#[cfg(test)]
mod as_of;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests start themselves again as the process that is killed")]
mod kill;
mod many;
#[cfg(test)]
mod faults;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod recorded;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod refused;
#[cfg(test)]
mod words;
