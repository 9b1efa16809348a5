//! "A treaty to replace the truce" wants no truce: what is to give way to something better, or is named as too little, is not what it is about.
use super::cues::Hit;
use crate::text::{Text, TokenKind};

/// So many words may stand between the verb and what gives way, and between "not merely" and what is too little.
const NEAR: usize = 4;
const FAR: usize = 10;

/// Words after which something else is told.
const APART: &[&str] = &["with", "by", "but", "and", "for", "after", "before", "that", "which", "who", "of", "from", "under"];

/// Leaves out what is to be replaced and what is named as too little.
pub(super) fn leave_out(text: &Text<'_>, hits: &mut Vec<Hit>) {
    hits.retain(|hit| !is_passed_over(text, hit));
}

/// Whether what a hit names is to give way, or is too little.
pub(crate) fn is_passed_over(text: &Text<'_>, hit: &Hit) -> bool {
    gives_way(text, hit.tokens.start) || is_too_little(text, hit.tokens.start)
}

/// “To replace the truce”, “a treaty to succeed it”, “must go beyond a truce”.
fn gives_way(text: &Text<'_>, start: usize) -> bool {
    let word = |at: &usize| text.tokens[*at].kind == TokenKind::Word && !APART.contains(&text.lower(*at));
    (start.saturating_sub(NEAR)..start).rev().take_while(word).any(|at| match text.lower(at) {
        "replace" | "replaces" | "replacing" | "supersede" | "supersedes" | "supplant" | "succeed" => true,
        "beyond" => at.checked_sub(1).is_some_and(|at| matches!(text.lower(at), "go" | "goes" | "going" | "went")),
        _ => false,
    })
}

/// “Not merely a truce”, “and not simply set a timetable for disarmament”. “Not only” is left: both are wanted then.
fn is_too_little(text: &Text<'_>, start: usize) -> bool {
    let same = |at: &usize| text.tokens[*at].kind == TokenKind::Word && !matches!(text.lower(*at), "but" | "and");
    (start.saturating_sub(FAR)..start)
        .rev()
        .take_while(same)
        .any(|at| matches!(text.lower(at), "merely" | "simply" | "just") && at.checked_sub(1).is_some_and(|at| text.lower(at) == "not"))
}
