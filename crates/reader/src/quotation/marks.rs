//! Which marks may be quotation marks, and which way each may face. An apostrophe is none.
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// A family of marks; one closes another of the same family only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    /// “ ” „, and `` '' of typewriters.
    Curly,
    /// "
    Straight,
    /// ‘ ’ ‚
    Single,
    /// '
    StraightSingle,
    /// « »
    Guillemet,
    /// ‹ ›
    SingleGuillemet,
    /// '' on both sides.
    Doubled,
}

impl Style {
    /// How many there are.
    pub(super) const COUNT: usize = 7;

    pub(super) const fn is_single(self) -> bool {
        matches!(self, Self::Single | Self::StraightSingle)
    }
}

/// Which way a mark may face.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Open,
    Close,
    /// As its neighbours let it.
    Either {
        opens: bool,
        closes: bool,
    },
    /// Closes a single quotation if one is open, else it is no quotation mark.
    Apostrophe {
        closes: bool,
    },
}

/// A mark in the text.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Its tokens: one, or two for `''`.
    pub(super) tokens: Range<usize>,
    pub(super) style: Style,
    pub(super) side: Side,
    /// Whether it may be the apostrophe of `the ministers’ plan`.
    pub(super) may_be_possessive: bool,
}

/// The marks of a text, in order.
pub(super) fn marks(text: &Text<'_>) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let mark = mark_at(text, at);
        at = mark.as_ref().map_or(at + 1, |mark| mark.tokens.end);
        out.extend(mark);
    }
    out
}

fn mark_at(text: &Text<'_>, at: usize) -> Option<Mark> {
    if text.tokens[at].kind != TokenKind::Mark {
        return None;
    }
    let word = text.token(at);
    let touching = |i: usize| text.tokens.get(i).is_some_and(|t| !t.spaced);
    let doubled = matches!(word, "'" | "`" | "’" | "‘") && text.token(at + 1) == word && touching(at + 1) && text.token(at + 2) != word;
    let tokens = at..at + 1 + usize::from(doubled);
    // A mark leans on the word that it touches.
    let before = !text.tokens[at].spaced;
    let next_is_closing = matches!(text.token(tokens.end), "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "—" | "–" | "”" | "\"" | "");
    let after = touching(tokens.end) && !(next_is_closing && text.tokens.get(tokens.end).is_some());
    let before_is_open =
        at.checked_sub(1).is_none_or(|i| matches!(text.token(i), "(" | "[" | "—" | "–" | "-" | "/" | "“" | "‘" | "\"" | "«" | "„"));
    let opens = after && (!before || before_is_open);
    let closes = before && !(before_is_open && opens);
    let free = !before && !after;
    let either = Side::Either { opens: opens || free, closes: closes || free };
    let (style, side) = match word {
        _ if doubled => match word {
            "`" | "‘" => (Style::Curly, Side::Open),
            "’" => (Style::Curly, Side::Close),
            _ => (Style::Doubled, either),
        },
        "“" | "‟" => (Style::Curly, if closes && !opens && !after { either } else { Side::Open }),
        "„" => (Style::Curly, Side::Open),
        "”" => (Style::Curly, if opens && !before { Side::Either { opens: false, closes: false } } else { Side::Close }),
        "\"" | "＂" => (Style::Straight, either),
        "«" => (Style::Guillemet, if before && !after { Side::Close } else { Side::Open }),
        "»" => (Style::Guillemet, if after && !before { Side::Open } else { Side::Close }),
        "‹" => (Style::SingleGuillemet, if before && !after { Side::Close } else { Side::Open }),
        "›" => (Style::SingleGuillemet, if after && !before { Side::Open } else { Side::Close }),
        "‘" | "‚" | "‛" if after && !before || before_is_open => (Style::Single, Side::Open),
        "‘" => (Style::Single, Side::Apostrophe { closes: before }),
        "’" => (Style::Single, Side::Apostrophe { closes: before && (!after || next_is_closing) }),
        "'" if opens && !closes => (Style::StraightSingle, Side::Open),
        "'" => (Style::StraightSingle, Side::Apostrophe { closes: before && (!after || next_is_closing) }),
        _ => return None,
    };
    let ends_in_s = at.checked_sub(1).is_some_and(|i| text.token(i).ends_with(['s', 'S', 'z']));
    let may_be_possessive = style.is_single() && ends_in_s && before && !next_is_closing;
    Some(Mark { tokens, style, side, may_be_possessive })
}
