//! The command as its users meet it: what it prints where, and how it exits.
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files and run the command")]
mod conflict;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the pages are read, and their examples run")]
mod docs;
#[cfg(test)]
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests make files, run the command and say what they skip")]
mod read;
#[cfg(test)]
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests make files, run the command and say what they skip")]
mod import;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files and run the command")]
mod dossier;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files and run the command")]
mod table;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files and run the command")]
mod outlook;
#[cfg(test)]
mod served;
#[cfg(test)]
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests run a browser, keep its pictures and say what they skip")]
mod browser;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files and run the command")]
mod serve;
