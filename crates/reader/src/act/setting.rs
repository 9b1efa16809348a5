//! Where something took place and how people spoke, where the act's own words say so.
use crate::actor::{Cast, NO_NAMES, among};
use crate::text::{Text, TokenKind};
use evidence::{ActKind, Place};

/// Words for how people spoke.
const CHANNELS: &[&str] = &[
    "phone",
    "telephone",
    "telephoned",
    "phoned",
    "call",
    "letter",
    "letters",
    "video",
    "videoconference",
    "email",
    "e-mail",
    "message",
    "messages",
];

/// The place of a contact, agreement or deed: a name after "in", "at" or "near" that is nobody here.
pub(super) fn place(text: &Text<'_>, cast: &Cast, kind: ActKind, quote: &Place) -> Option<Place> {
    if !matches!(kind, ActKind::Contact | ActKind::Conclude | ActKind::Deed) {
        return None;
    }
    let tokens = text.tokens_in(quote.hull());
    tokens.clone().find_map(|at| {
        if !matches!(text.lower(at), "in" | "at" | "near") {
            return None;
        }
        let start = if text.lower(at + 1) == "the" { at + 2 } else { at + 1 };
        let is_name = |i: usize| {
            i < tokens.end
                && text.tokens[i].kind == TokenKind::Word
                && text.tokens[i].capital
                && text.lower(i) != "'s"
                && !among(NO_NAMES, text.lower(i))
        };
        let end = (start..tokens.end).find(|&i| !is_name(i)).unwrap_or(tokens.end);
        let somebody = cast.mentions_in(start..end).iter().any(|m| m.form != crate::actor::Form::Place && text.lower(end) == "'s");
        if end == start || somebody { None } else { text.span_of(start..end).map(Place::from) }
    })
}

/// How those in contact spoke: the word for it.
pub(super) fn channel(text: &Text<'_>, kind: ActKind, quote: &Place) -> Option<Place> {
    if kind != ActKind::Contact {
        return None;
    }
    text.tokens_in(quote.hull()).find(|&at| CHANNELS.contains(&text.lower(at))).and_then(|at| text.span_of(at..at + 1)).map(Place::from)
}
