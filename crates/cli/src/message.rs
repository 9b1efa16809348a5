//! Errors and warnings on standard error: what, where, what to do. Coloured only on a terminal; names of files are made safe to show.
use anstyle::{AnsiColor, Style};
use std::io::Write;

/// Says that something could not be done.
pub(crate) fn error(what: &str, place: Option<&str>, hint: &str) {
    say("error", AnsiColor::Red.on_default().bold(), what, place, Some(hint));
}

/// Says that something was done with a reservation.
pub(crate) fn warning(what: &str, place: Option<&str>, hint: Option<&str>) {
    say("warning", AnsiColor::Yellow.on_default().bold(), what, place, hint);
}

fn say(word: &str, style: Style, what: &str, place: Option<&str>, hint: Option<&str>) {
    let mut message = format!("{style}{word}:{style:#} {}\n", report::safe_line(what));
    if let Some(place) = place {
        message.push_str(&format!("  --> {}\n", report::safe_line(place)));
    }
    if let Some(hint) = hint {
        message.push_str(&format!("hint: {}\n", report::safe_line(hint)));
    }
    // Where standard error is closed there is nobody left to tell.
    let _ = anstream::stderr().lock().write_all(message.as_bytes());
}
