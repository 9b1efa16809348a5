//! Names in a text: known ones, and runs of capitalised words with the office before them.
use super::gazetteer::{Form, Gazetteer, Hit, given_name};
use super::word::{NO_NAMES, OFFICE_PARTS, OFFICES, PAGE_WORDS, PARTICLES, SPEAKS, SPEAKS_ON_BEHALF, among, is_made_of_name};
use crate::text::{Text, TokenKind};
use evidence::ActorKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// A piece of text that names somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// A known name.
    Known { tokens: Range<usize>, hit: Hit },
    /// A run of capitalised words, perhaps with an office before it.
    Run(Run),
}

/// A run of capitalised words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Run {
    /// The name itself.
    pub(super) name: Range<usize>,
    /// With the office and what it belongs to.
    pub(super) tokens: Range<usize>,
    /// The words of the office, in lower case.
    pub(super) office: Vec<String>,
    /// The known name that the office belongs to.
    pub(super) of: Option<Hit>,
}

impl Piece {
    pub(super) fn run(&self) -> Option<&Run> {
        match self {
            Self::Run(run) => Some(run),
            Self::Known { .. } => None,
        }
    }

    pub(super) fn tokens(&self) -> Range<usize> {
        match self {
            Self::Known { tokens, .. } => tokens.clone(),
            Self::Run(run) => run.tokens.clone(),
        }
    }
}

/// All names of a text, in order; where an office takes in a known name, that name is part of the run.
pub(super) fn pieces(text: &Text<'_>, known: &Gazetteer) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let surnames = surnames(text);
    for sentence in &text.sentences {
        let shouted = is_shouted(text, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let person = known.people.whole_name_at(text, at).map(|length| at + length).filter(|end| *end <= sentence.tokens.end);
            let known_here = known.find(text, at).filter(|_| !is_of_a_continent(text, at));
            // "The Hill Guards" are no newspaper.
            let known_here = known_here.filter(|hit| {
                let next = at + hit.length;
                let longer = text.tokens.get(next).is_some_and(|it| it.capital && it.spaced) && is_head(text.lower(next));
                !(known.known[hit.known].medium && longer && next < sentence.tokens.end)
            });
            if let Some(hit) = known_here.filter(|hit| person.is_none_or(|end| at + hit.length > end)) {
                // "Air Norland": a name that ends in a known one is another name.
                let longer = match out.last() {
                    Some(Piece::Run(run)) => {
                        run.office.is_empty()
                            && run.name.end == at
                            && hit.form == Form::Name
                            && text.tokens[at].spaced
                            && run.name.start > sentence.tokens.start
                    }
                    _ => false,
                };
                // "Envoy Jan Norland": a family's name that a state or town has, too.
                let family = match out.last() {
                    Some(Piece::Run(run)) => {
                        let after = at + hit.length;
                        run.name.len() == 1
                            && run.name.end == at
                            && hit.length == 1
                            && hit.form != Form::Demonym
                            && text.tokens[at].spaced
                            && given_name(text.token(run.name.start)).is_some()
                            && (!run.office.is_empty() || among(SPEAKS, text.lower(after)))
                    }
                    _ => false,
                };
                let longer = longer || family;
                // "Alba Motors Norland": the company there.
                let branch = |piece: &Piece| match piece {
                    Piece::Known { tokens, hit: firm } => {
                        let next = text.tokens.get(at + hit.length);
                        tokens.end == at
                            && text.tokens[at].spaced
                            && hit.form == Form::Name
                            && known.known[hit.known].kind == ActorKind::State
                            && known.known[firm.known].kind == ActorKind::Company
                            && !known.known[firm.known].medium
                            && text.lower(at + hit.length) != "'s"
                            && !next.is_some_and(|next| {
                                next.capital && next.kind == TokenKind::Word && among(OFFICES, text.lower(at + hit.length))
                            })
                    }
                    Piece::Run(_) => false,
                };
                if out.last().is_some_and(branch) {
                    if let Some(Piece::Known { tokens, hit: firm }) = out.last_mut() {
                        tokens.end = at + hit.length;
                        firm.length += hit.length;
                    }
                } else if longer {
                    if let Some(Piece::Run(run)) = out.last_mut() {
                        run.name.end = at + hit.length;
                        run.tokens.end = at + hit.length;
                    }
                } else {
                    out.push(Piece::Known { tokens: at..at + hit.length, hit });
                }
                at += hit.length;
            } else if let Some(end) = person
                .or_else(|| run_end(text, at, &sentence.tokens, shouted, known))
                .or_else(|| is_surname_alone(text, at, &surnames).then_some(at + 1))
            {
                let mut run = with_office(text, at..end, &sentence.tokens, known);
                // "Senate Lands Committee Chairman Anna Berg": the committee only says what she is.
                let led = |piece: &Piece| {
                    let heads = |run: &Run| super::word::BODY_HEADS.contains(&text.lower(run.name.end - 1)) && run.office.is_empty();
                    piece.run().is_some_and(heads) && piece.tokens().end == run.tokens.start && run.tokens.start < run.name.start
                };
                if out.last().is_some_and(led)
                    && let Some(body) = out.pop()
                {
                    run.tokens.start = body.tokens().start;
                }
                while out.last().is_some_and(|piece| piece.tokens().start >= run.tokens.start && piece.tokens().end > run.tokens.start) {
                    out.pop();
                }
                out.push(Piece::Run(run));
                at = end;
            } else {
                at += 1;
            }
        }
    }
    out
}

/// Whether "American" is of no state: "Central American", "Latin Americans".
pub(super) fn is_of_a_continent(text: &Text<'_>, at: usize) -> bool {
    matches!(text.lower(at), "american" | "americans")
        && at > 0
        && text.tokens[at - 1].capital
        && matches!(text.lower(at - 1), "central" | "latin" | "south" | "north" | "native" | "pan")
}

/// Whether a sentence is in capitals only, so that capitals tell nothing.
fn is_shouted(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let words = || tokens.clone().filter(|&i| text.tokens[i].kind == TokenKind::Word && text.token(i).len() > 3);
    let all = words().count();
    all > 3 && words().filter(|&i| text.token(i).chars().all(|c| !c.is_lowercase())).count() * 10 > all * 8
}

/// Whether the token can be a word of a name.
fn is_name_word(text: &Text<'_>, at: usize, first_of_sentence: bool) -> bool {
    let Some(token) = text.tokens.get(at) else { return false };
    let lower = text.lower(at);
    if token.kind != TokenKind::Word || !token.capital && !lower.starts_with("al-") {
        return false;
    }
    if lower == "'s" || lower.starts_with('\'') {
        return false;
    }
    // Contractions open sentences, not names.
    if lower.contains('\'') && ["n't", "'re", "'ll", "'ve", "'d", "'m"].iter().any(|end| lower.ends_with(end)) {
        return false;
    }
    if among(PAGE_WORDS, lower)
        || among(NO_NAMES, lower) && !opens_as_given(text, at) && group_end(text, at).is_none() && !goes_on(text, at)
        || is_made_of_name(lower)
    {
        return false;
    }
    !(first_of_sentence && lower.ends_with("ing"))
}

/// "Jan Orr": a given name rather than the month.
pub(crate) fn opens_as_given(text: &Text<'_>, at: usize) -> bool {
    let in_time =
        at > 0 && matches!(text.lower(at - 1), "in" | "since" | "until" | "till" | "by" | "of" | "from" | "last" | "next" | "this" | "to");
    let next = |next: &crate::text::Token| next.capital && next.spaced && next.kind == TokenKind::Word;
    text.token(at) == "Jan" && !in_time && text.tokens.get(at + 1).is_some_and(next) && !among(NO_NAMES, text.lower(at + 1))
}

/// Words in capitals that open the name of a body or group as often as they say where somebody is from.
#[rustfmt::skip]
const OPEN_GROUPS: &[&str] = &[
    "northern", "southern", "eastern", "western", "international", "european", "african", "asian", "arab", "islamic", "muslim", "christian", "jewish",
    "kurdish",
];

/// "Southern Solidarity Front", "International Labour Organization": where a name ends that such a word opens and whose last word shows it to be a
/// body's or group's. "The Western Front" is a place.
fn group_end(text: &Text<'_>, at: usize) -> Option<usize> {
    if !OPEN_GROUPS.contains(&text.lower(at)) {
        return None;
    }
    let capital = |i: &usize| text.tokens.get(*i).is_some_and(|it| it.capital && it.spaced && it.kind == TokenKind::Word);
    let last = (at + 1..at + 6).take_while(capital).last()?;
    let head = text.lower(last);
    let place =
        last == at + 1 && matches!(head, "front" | "command" | "union" | "bank" | "government" | "court" | "forces" | "army" | "police");
    // "European Court of Justice".
    (is_head(head) && (!place || text.lower(last + 1) == "of" && head == "court")).then_some(last + 1)
}

/// Whether such a word goes on a name: "Council of the Eastern Clans".
fn goes_on(text: &Text<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |i| text.lower(i));
    let link = |word: &str| matches!(word, "of" | "for" | "on");
    let of = link(before(1)) && is_head(before(2)) || before(1) == "the" && link(before(2)) && is_head(before(3));
    let more = || text.tokens.get(at + 1).is_some_and(|next| next.capital && next.spaced && next.kind == TokenKind::Word);
    // "Commission for Peace and Return".
    of && (text.lower(at) == "peace" || OPEN_GROUPS.contains(&text.lower(at)) && more())
}

/// Whether a word ends the names of bodies or groups.
fn is_head(word: &str) -> bool {
    [super::word::BODY_HEADS, super::word::GROUP_HEADS].iter().any(|heads| heads.contains(&word))
}

/// Words that are as often no names, or offices, and yet families' names.
#[rustfmt::skip]
const SURNAMES_TOO: &[&str] = &[
    "may", "march", "june", "august", "north", "south", "east", "west", "little", "good", "close", "given", "getty", "king", "prince", "pope", "bishop",
    "judge", "justice", "marshal", "major", "head", "lord", "field",
];

/// Families' names that are names of peoples and states, too: "David French".
const PEOPLES_TOO: &[&str] = &["french", "english", "german", "ireland", "england", "holland", "israel", "welsh", "scott", "britain"];

/// Months' names cut short that are names as well where no stop follows: "Han Jun".
const SHORT_MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a word that is no name by itself, or an office, is the family's name after a given one: "Anna March said", "Erik King of Vell".
pub(crate) fn closes_name(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let (word, last) = (text.lower(at), &text.tokens[before]);
    let written = text.tokens.get(at).is_some_and(|token| token.capital && token.spaced && token.kind == TokenKind::Word);
    let dated = text.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Number);
    if !written || dated || text.token(at).len() > 1 && text.token(at).chars().all(char::is_uppercase) {
        return false;
    }
    let given = given_name(text.token(before)).is_some();
    let stop = text.lower(at + 1) == "." && !text.tokens[at + 1].spaced && text.tokens.get(at + 2).is_some_and(|next| next.spaced);
    let short = SHORT_MONTHS.contains(&word) && !stop && last.capital && last.kind == TokenKind::Word && is_name_word(text, before, false);
    // "In April French troops", "Will Israel withdraw?".
    let placed = before > 0 && matches!(text.lower(before - 1), "in" | "since" | "by" | "from" | "of" | "to");
    let people = PEOPLES_TOO.contains(&word)
        && !placed
        && !matches!(text.token(before), "April" | "Jordan" | "Will" | "Mark" | "Bill" | "May" | "June");
    given && (SURNAMES_TOO.contains(&word) || people) || short
}

/// The families' names of that sort that a text has in full.
fn surnames<'t>(text: &'t Text<'_>) -> BTreeSet<&'t str> {
    let long = |at: &usize| SURNAMES_TOO.contains(&text.lower(*at)) && closes_name(text, *at);
    (1..text.tokens.len()).filter(long).map(|at| text.lower(at)).collect()
}

/// Whether such a name stands for its bearer by itself: "March said", "Mrs. March".
fn is_surname_alone(text: &Text<'_>, at: usize, surnames: &BTreeSet<&str>) -> bool {
    if !text.tokens[at].capital || !surnames.contains(text.lower(at)) {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |before| text.lower(before));
    let titled = among(OFFICES, before) || before == "." && at > 1 && among(OFFICES, text.lower(at - 2));
    let next = text.lower(at + 1);
    let acts = matches!(next, "'s" | "has" | "had" | "will" | "would" | "is" | "was") || SPEAKS.contains(&next);
    titled && text.tokens.get(at + 1).is_none_or(|next| !next.capital) || acts && before != "the"
}

/// Index after the run of name words that begins at `at`.
fn run_end(text: &Text<'_>, at: usize, sentence: &Range<usize>, shouted: bool, known: &Gazetteer) -> Option<usize> {
    if shouted
        || !is_name_word(text, at, at == sentence.start)
        || is_office(text, at)
            && !is_name_word_after_office(text, at, sentence)
            && body_end(text, at, sentence).is_none()
            && !(is_head(text.lower(at)) && matches!(text.lower(at + 1), "of" | "for" | "on") && joins_name(text, at, at + 1))
    {
        return None;
    }
    let mut end = body_end(text, at, sentence).or_else(|| group_end(text, at).filter(|end| *end <= sentence.end)).unwrap_or(at + 1);
    while end < sentence.end {
        let lower = text.lower(end);
        // "Jan Orr Jr. said": he is still Orr.
        if matches!(lower, "jr" | "sr") {
            break;
        }
        // "Ministry of Commerce", "Commission of the State Council": what follows is a word of the name, even where it is one of offices.
        // And "Dock Workers Union" is no office either.
        let owned = matches!(text.lower(end - 1), "of" | "for" | "the") && end - at > 1 || matches!(lower, "union" | "party");
        if super::word::COMPANY_FORMS.contains(&text.lower(end - 1)) && end - at > 1 {
            // "Norland Foods Inc Port Alba plant": the name ends with what the company is.
            break;
        }
        // "Office of Humanitarian Affairs".
        let part = among(OFFICE_PARTS, lower)
            && !among(OFFICES, lower)
            && ((at..end).any(|i| matches!(text.lower(i), "of" | "for"))
                || body_end(text, end, sentence).is_some()
                // "Lukoma Defence Force".
                || text.tokens[end].capital
                    && (is_name_word(text, end + 1, false) && is_head(text.lower(end + 1))
                        || text.lower(end + 1) == "force" && text.tokens[end + 1].capital)
                || lower == "force" && text.tokens[end].capital && !is_office(text, end + 1));
        if closes_name(text, end) && (known.find(text, end).is_none() || PEOPLES_TOO.contains(&lower)) {
            end += 1;
            break;
        }
        // "Harbour Workers Union of Norland": of more than one word before "of", so that "Bank of Norland" stays what it is known by.
        let of_state = known.find(text, end).filter(|hit| {
            let after = end + hit.length;
            let several = matches!(text.lower(after), "and" | ",") && known.find(text, after + 1).is_some();
            let more = several || text.tokens.get(after).is_some_and(|next| next.capital && !is_office(text, after));
            end >= at + 3 && hit.form == Form::Name && text.lower(end - 1) == "of" && !more
        });
        if let Some(hit) = of_state {
            end += hit.length;
            break;
        }
        if is_name_word(text, end, false) && known.find(text, end).is_none() && (owned || part || !is_office(text, end)) {
            end += 1;
        } else if lower == "." && !text.tokens[end].spaced && text.token(end - 1).chars().count() == 1 && is_name_word(text, end + 1, false)
        {
            end += 2;
        } else if among(PARTICLES, lower)
            && (is_name_word(text, end + 1, false) || among(PARTICLES, text.lower(end + 1)) && is_name_word(text, end + 2, false))
        {
            end += 1;
        } else if lower == "'" && !text.tokens[end].spaced && is_name_word(text, end + 1, false) && is_head(text.lower(end + 1)) {
            // "the Dock Workers’ Union", "the Planters’ Guard".
            end += 2;
        } else if lower == "'s"
            && matches!(text.lower(end - 1), "people" | "women" | "children" | "fishermen" | "cattlemen" | "tribesmen" | "men")
            && is_name_word(text, end + 1, false)
            && is_head(text.lower(end + 1))
        {
            // "the People’s Front".
            end += 2;
        } else if matches!(lower, "of" | "for" | "on" | "and" | "the" | "&") && end - at >= 1 && joins_name(text, at, end) {
            end += 1;
        } else {
            break;
        }
    }
    (end <= sentence.end).then_some(end)
}

/// Whether `of`, `for` or `and` stands within a name, as in `Movement for the Liberation of Congo`.
fn joins_name(text: &Text<'_>, start: usize, at: usize) -> bool {
    let head = text.lower(at - 1);
    let follows = |i: usize| is_name_word(text, i, false);
    match text.lower(at) {
        // "Mothers of Gaza children".
        "of" if matches!(head, "mothers" | "families") && !(start > 0 && text.lower(start - 1) == "the") => false,
        // "Rebels of the Front" opens a sentence: the front has the name.
        "of" if matches!(head, "rebels" | "fighters" | "workers" | "forces" | "guards" | "militias" | "factions") => false,
        "of" | "for" | "on" => {
            let named = match text.lower(at) {
                "on" => matches!(head, "commission" | "committee" | "conference" | "council"),
                _ => is_head(head) || matches!(head, "times" | "voice" | "radio"),
            };
            named && (follows(at + 1) || text.lower(at + 1) == "the" && follows(at + 2))
        }
        "the" => matches!(text.lower(at - 1), "of" | "for" | "on") && follows(at + 1),
        "and" | "&" if joins_trades(text, at) => true,
        "and" => {
            (start..at).any(|i| matches!(text.lower(i), "of" | "for"))
                && follows(at + 1)
                && text.tokens.get(at + 2).is_none_or(|t| !t.capital)
        }
        _ => false,
    }
}

/// Whether the words after "and" end a union's name: "United Dock and Harbour Workers", "Seamen and Pilots Union".
fn joins_trades(text: &Text<'_>, at: usize) -> bool {
    let words = (at + 1..at + 5).take_while(|i| is_name_word(text, *i, false));
    words.last().is_some_and(|last| {
        matches!(
            text.lower(last),
            "workers" | "employees" | "technicians" | "trainmen" | "enginemen" | "union" | "engineers" | "teachers" | "nurses" | "pilots"
        ) || text.lower(last) == "workers'"
    })
}

fn is_office(text: &Text<'_>, at: usize) -> bool {
    let lower = text.lower(at);
    among(OFFICES, lower) || among(OFFICE_PARTS, lower)
}

/// `General Assembly` and `Special Court` are names although they begin like offices.
fn is_name_word_after_office(text: &Text<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let mut end = at;
    while end < sentence.end && text.tokens[end].capital && text.tokens[end].kind == TokenKind::Word {
        end += 1;
    }
    let last = text.lower(end.saturating_sub(1));
    end > at + 1
        && [super::word::BODY_HEADS, super::word::GROUP_HEADS, super::word::COMPANY_HEADS].iter().any(|heads| heads.contains(&last))
        && !among(OFFICES, last)
}

/// Where the name of a body ends that begins with words of offices: "House Foreign Affairs Committee", "National Development and Reform
/// Commission".
fn body_end(text: &Text<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
    let part = |i: usize| text.tokens.get(i).is_some_and(|token| token.capital) && among(OFFICE_PARTS, text.lower(i));
    let word = |i: usize| i < sentence.end && (part(i) || is_name_word(text, i, false));
    if !part(at) {
        return None;
    }
    let mut end = at + 1;
    while end < sentence.end.min(at + 7) && (word(end) || text.lower(end) == "and" && word(end + 1)) {
        let lower = text.lower(end);
        if is_head(lower) && (!part(end) || matches!(lower, "union" | "party") && !word(end + 1)) {
            return (end > at + 1 || lower == "union").then_some(end + 1);
        }
        if among(OFFICES, lower) {
            return None;
        }
        end += 1;
    }
    None
}

/// The run with the office to its left and what that belongs to.
fn with_office(text: &Text<'_>, name: Range<usize>, sentence: &Range<usize>, known: &Gazetteer) -> Run {
    let mut start = name.start;
    let mut office = Vec::new();
    let mut of = None;
    // "A spokesman for Norland’s Truce Commission": the name is not the spokesman’s.
    let named = name.len() > 1 && is_head(text.lower(name.end - 1));
    if named && (start == sentence.start || !is_office(text, start - 1)) {
        return Run { tokens: name.clone(), name, office, of };
    }
    // "the foreign minister, Anna Berg, said": the comma belongs to the name's apposition.
    let commas = start > sentence.start + 1 && text.lower(start - 1) == "," && matches!(text.lower(name.end), "," | "." | ")");
    let mut at = start;
    if commas && !office_ends_at(text, start - 1, sentence, known) {
        return Run { tokens: name.clone(), name, office, of };
    }
    // "Director of the Water Board (DWB) Berg": the short form of an office.
    let short =
        start >= sentence.start + 4 && text.lower(start - 1) == ")" && text.lower(start - 3) == "(" && text.tokens[start - 2].capital;
    if commas {
        at = start - 1;
    } else if short {
        at = start - 3;
        if let Some(from) = domain_before(text, &(at..name.end), sentence) {
            at = from;
        }
    } else if let Some(from) = domain_before(text, &name, sentence).filter(|_| known_ending_at(text, start, sentence, known).is_none()) {
        // "Deputy Minister for Legal Affairs Berg": what the office is for stands between it and the name.
        at = from;
    }
    while at > sentence.start {
        let before = at - 1;
        let lower = text.lower(before);
        let owner = known_ending_at(text, at, sentence, known);
        // "White House": a name, although its last word may be part of an office.
        let named = owner.is_some_and(|(_, hit)| hit.length > 1) && !office.is_empty();
        if is_office(text, before) && !named && !ends_name(text, before, sentence, known) {
            office.insert(0, lower.trim_end_matches('.').to_owned());
            at = before;
            start = at;
        } else if lower == "." && before > sentence.start && is_office(text, before - 1) && !text.tokens[before].spaced {
            at = before;
        } else if let Some((from, hit)) = owner {
            // "Ambassador to the Lake League Lind".
            let from = if from > sentence.start + 2 && text.lower(from - 1) == "the" && matches!(text.lower(from - 2), "of" | "to" | "for")
            {
                from - 1
            } else {
                from
            };
            let link = from.checked_sub(1).filter(|&i| i >= sentence.start).map(|i| text.lower(i).to_owned());
            match link.as_deref() {
                // "Minister of Norland, Berg" and "envoy to Norland Lind".
                Some("of") if from >= 2 && ends_name(text, from - 2, sentence, known) => break,
                Some(word @ ("of" | "to" | "for")) if from >= 2 && is_office(text, from - 2) => {
                    if word == "of" {
                        of = of.or(Some(hit));
                    }
                    at = from - 1;
                    start = at;
                }
                _ if !office.is_empty() => {
                    // "Norland’s U.N. ambassador" is Norland’s.
                    let sent = office.iter().any(|word| matches!(word.as_str(), "ambassador" | "envoy" | "representative"));
                    let sender = known_ending_at(text, from, sentence, known)
                        .filter(|(outer, other)| sent && (outer + other.length < from || other.form == Form::Demonym));
                    // "Alba Motors Norland’s spokesman" is the company's.
                    let firm = known_ending_at(text, from, sentence, known).filter(|(outer, other)| {
                        outer + other.length == from
                            && known.known[other.known].kind == ActorKind::Company
                            && !known.known[other.known].medium
                    });
                    let (from, hit) = sender.or(firm).unwrap_or((from, hit));
                    of = of.or(Some(hit));
                    start = from;
                    break;
                }
                _ => break,
            }
        } else if matches!(lower, "of" | "for" | "to" | "and" | "&")
            && before > sentence.start
            && is_office(text, before - 1)
            && !office.is_empty()
            // "The teachers union and Mayor Berg" are two.
            && (lower != "and"
                || text.tokens[before - 1].capital == text.tokens[at].capital
                    && known_ending_at(text, before, sentence, known).is_none()
                    && !is_another(text, before, at, sentence))
            // "A lawyer for Senator Berg" is somebody else.
            && !(lower == "for" && SPEAKS_ON_BEHALF.contains(&text.lower(before - 1)) && office.iter().any(|word| among(OFFICES, word)))
        {
            at = before;
        } else if !office.is_empty() && IN_OFFICES.contains(&lower) && before > sentence.start && text.tokens[at].spaced {
            // "Norland’s interior ministry spokesman", "Norland’s atomic energy chief".
            at = before;
        } else {
            // What owns the office is found as known_ending_at counts the 's in; an unknown owner is left to the cast.
            break;
        }
    }
    if !office.iter().any(|word| among(OFFICES, word)) {
        return Run { tokens: name.clone(), name, office: Vec::new(), of: None };
    }
    Run { tokens: start..behind(text, name.end), name, office, of }
}

/// Past what stands behind a family's name and is none: "Jr.".
fn behind(text: &Text<'_>, end: usize) -> usize {
    if !matches!(text.lower(end), "jr" | "sr") {
        return end;
    }
    let stop = text.lower(end + 1) == "." && text.tokens.get(end + 2).is_some_and(|next| !next.capital);
    end + 1 + usize::from(stop)
}

/// Whether "and" joins two persons and not two offices of one: "the President and Prime Minister Berg", but "Crown Prince and Prime Minister Berg".
fn is_another(text: &Text<'_>, and: usize, next: usize, sentence: &Range<usize>) -> bool {
    let first = (sentence.start..and).rev().take_while(|&at| is_office(text, at)).last().unwrap_or(and);
    let the = first.checked_sub(1).is_some_and(|at| at >= sentence.start && text.lower(at) == "the");
    the || text.lower(first) == text.lower(next)
}

/// "The Harbour Party leader", "Sea Transport Union president": the word ends a name, although it may be part of an office.
fn ends_name(text: &Text<'_>, at: usize, sentence: &Range<usize>, known: &Gazetteer) -> bool {
    let capital = |i: usize| text.tokens[i].capital && text.tokens[i].kind == TokenKind::Word;
    let led = at.checked_sub(1).filter(|&before| before >= sentence.start && capital(before) && text.tokens[at].spaced);
    // "The Norland Union Minister" is Norland's.
    capital(at)
        && matches!(text.lower(at), "party" | "union")
        && known_ending_at(text, at, sentence, known).is_none()
        && led.is_some_and(|before| !among(NO_NAMES, text.lower(before)) && !among(OFFICES, text.lower(before)))
}

/// Words between an office and whose it is that are no offices themselves.
#[rustfmt::skip]
const IN_OFFICES: &[&str] = &[
    "ministry", "department", "office", "bank", "central", "agency", "commission", "council", "committee", "atomic", "aviation",
    "headquarters", "planning", "water", "refugee", "border", "aid", "mission", "delegation",
];

/// Where an office ends that is "for" or "of" something in capitals which goes on to just before a name: its place, if so.
fn domain_before(text: &Text<'_>, name: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
    let start = name.start;
    // "Head of the Reform Commission": the name is that of the body.
    let heads = [super::word::BODY_HEADS, super::word::GROUP_HEADS, super::word::COMPANY_HEADS];
    if name.len() < 2 || heads.iter().any(|heads| heads.contains(&text.lower(name.end - 1))) {
        return None;
    }
    let first = sentence.start.max(start.saturating_sub(8));
    let mut at = start;
    let mut lowered = false;
    while at > first + 1 {
        at -= 1;
        let lower = text.lower(at);
        if matches!(lower, "for" | "of") && among(OFFICES, text.lower(at - 1)) {
            let for_something =
                lower == "for" && matches!(text.lower(at - 1), "minister" | "president" | "secretary" | "director" | "commissioner");
            if lowered && !for_something {
                return None;
            }
            // "A spokesman for President Anna Berg": the office is hers.
            if lower == "for" && SPEAKS_ON_BEHALF.contains(&text.lower(at - 1)) && among(OFFICES, text.lower(start - 1)) {
                return None;
            }
            return (at + 1 < start).then_some(at);
        }
        // "Vice minister for international affairs Anna Berg", but not "the president for firing Anna Berg".
        let domain = matches!(text.lower(start - 1), "affairs" | "relations" | "policy" | "operations" | "services" | "communications");
        let plain = domain && start - at <= 3 && text.tokens[at].kind == TokenKind::Word && !among(OFFICES, lower);
        if !text.tokens[at].capital && !plain && !matches!(lower, "and" | "the" | "of" | "for" | "&") {
            return None;
        }
        lowered |= !text.tokens[at].capital && !matches!(lower, "and" | "the" | "of" | "for" | "&");
    }
    None
}

/// Whether an office, or `envoy to X`, ends just before `at`.
fn office_ends_at(text: &Text<'_>, at: usize, sentence: &Range<usize>, known: &Gazetteer) -> bool {
    if at <= sentence.start {
        return false;
    }
    if among(OFFICES, text.lower(at - 1)) {
        return true;
    }
    known_ending_at(text, at, sentence, known).is_some_and(|(from, _)| {
        // "the ambassador to the Lake League, Anna Berg,".
        let from = if from > sentence.start + 2 && text.lower(from - 1) == "the" { from - 1 } else { from };
        from >= sentence.start + 2 && matches!(text.lower(from - 1), "to" | "of" | "for") && is_office(text, from - 2)
    })
}

/// The known name whose last token (a possessive aside) is just before `at`.
fn known_ending_at(text: &Text<'_>, at: usize, sentence: &Range<usize>, known: &Gazetteer) -> Option<(usize, Hit)> {
    let end = if at > sentence.start && text.lower(at - 1) == "'s" { at - 1 } else { at };
    // "South Norland's envoy" is not Norland's: the longest name counts, as everywhere.
    (1..=6).rev().filter_map(|length| end.checked_sub(length)).filter(|&from| from >= sentence.start).find_map(|from| {
        let hit = known.find(text, from)?;
        (from + hit.length == end).then_some((from, hit))
    })
}

/// Whether a known name is meant as a place. A capital or palace stands for its state where it does something, has something,
/// or is one of those that something is between: "Port Alba said", "talks with Port Alba". A palace is a place only where the words say so.
pub(super) fn is_place(text: &Text<'_>, tokens: &Range<usize>, form: Form) -> bool {
    if form != Form::Seat {
        return false;
    }
    let before =
        tokens.start.checked_sub(1).map_or("", |i| if text.lower(i) == "the" && i > 0 { text.lower(i - 1) } else { text.lower(i) });
    if (among(MEANS_THE_STATE, before) || is_demanded_of(text, tokens)) && !matches!(text.lower(tokens.end), "on" | "in") {
        return false;
    }
    // "Demanded that Port Alba impose duties": the subject of what is told or asked.
    let event = matches!(text.lower(tokens.end), "talks" | "meeting" | "summit" | "conference" | "round" | "deal" | "accord" | "agreement");
    let verb = !event && text.tokens.get(tokens.end).is_some_and(|next| next.kind == TokenKind::Word && next.spaced && !next.capital);
    if before == "that" && verb && !matches!(text.lower(tokens.end), "in" | "on" | "at" | "as" | "or" | "for" | "to" | "from") {
        return false;
    }
    // "Is not lost on Port Alba, which has called it hostile".
    let called = |at: usize| among(SPEAKS, text.lower(if matches!(text.lower(at), "has" | "had") { at + 1 } else { at }));
    if text.lower(tokens.end) == "," && text.lower(tokens.end + 1) == "which" && called(tokens.end + 2) {
        return false;
    }
    if among(LEADS_TO_A_PLACE, before) {
        return true;
    }
    let is_palace = tokens.clone().any(|i| matches!(text.lower(i), "house" | "kremlin" | "palace" | "elysee" | "élysée" | "office"))
        || text.lower(tokens.start) == "downing";
    if is_palace {
        return before == "inside" || among(OF_A_PALACE, text.lower(tokens.end));
    }
    let mut after = tokens.end;
    while text.lower(after).ends_with("ly")
        || matches!(
            text.lower(after),
            "also" | "has" | "have" | "had" | "now" | "then" | "later" | "still" | "never" | "again" | "itself" | "already" | "since"
        )
    {
        if matches!(text.lower(after), "has" | "have" | "had") {
            return false;
        }
        after += 1;
    }
    // "London last week urged": past the time there may be what it did. "They left London last week" goes on with something else.
    let later = past_time(text, after);
    let opens = text.sentence_at(text.tokens[tokens.start].span.start()).is_some_and(|at| text.sentences[at].tokens.start == tokens.start);
    if later > after && (opens || among(BEFORE_A_SUBJECT, before)) {
        return !does(text, later);
    }
    let next = text.lower(after);
    let acts = matches!(next, "'s" | "and" | "wants")
        || next == "," && matches!(text.lower(after + 1), "which" | "who" | "whose")
        || does(text, after);
    !acts
}

/// Whether the word is what a state says or does.
fn does(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    let told =
        word.ends_with("ed") || word.ends_with('s') && text.tokens.get(at).is_some_and(|it| it.kind == TokenKind::Word && !it.capital);
    word.len() > 3 && told || among(SPEAKS, word) || among(DOES, word)
}

/// Where the words go on after a time or a word set between commas: "on Monday", "last week", "in May", "twice", ", meanwhile,".
fn past_time(text: &Text<'_>, at: usize) -> usize {
    // "On Monday", with its "on".
    let time = || {
        let found = crate::date::wordings(text, at..text.tokens.len().min(at + 5));
        found.into_iter().map(|(tokens, _)| tokens).find(|tokens| tokens.start <= at + 1)
    };
    let past = match text.lower(at) {
        "twice" | "once" | "recently" => at + 1,
        "," => past_aside(text, at),
        _ => time().map_or(at, |time| time.end),
    };
    if past > at && text.lower(past).ends_with("ly") { past + 1 } else { past }
}

/// Where a clause goes on after a word between two commas: "Norlandish, however, wants".
pub(super) fn past_aside(text: &Text<'_>, at: usize) -> usize {
    let aside = matches!(text.lower(at + 1), "however" | "meanwhile" | "though" | "too" | "instead" | "therefore");
    if aside && text.lower(at) == "," && text.lower(at + 2) == "," { at + 3 } else { at }
}

/// Before a name that is the subject of what follows.
const BEFORE_A_SUBJECT: &[&str] = &[",", "and", "but", "that", "said", "says", "as", "while", "when", "because", "if", ";", "after"];

/// “Demanded that Port Alba free the crew”, “demanded Port Alba return it”: who is to do what is demanded is no place, though its verb is bare.
fn is_demanded_of(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let that = tokens.start.checked_sub(1).filter(|&at| text.lower(at) == "that");
    let Some(verb) = that.unwrap_or(tokens.start).checked_sub(1) else { return false };
    let bare = text.tokens.get(tokens.end).is_some_and(|next| next.kind == TokenKind::Word && !next.capital && next.spaced);
    let leads = matches!(text.lower(tokens.end), "on" | "in" | "by" | "for" | "at" | "from" | "of" | "to" | "with");
    bare && !leads && matches!(text.lower(verb), "demanded" | "demands" | "demanding" | "demand")
}

/// Before a capital or palace that stands for its state.
const MEANS_THE_STATE: &[&str] = &[
    "between",
    "with",
    "by",
    "against",
    "urge",
    "urged",
    "accused",
    "accuse",
    "accuses",
    "accusing",
    "blaming",
    "blames",
    "blame",
    "urges",
    "condemns",
    "urging",
    "warning",
    "asking",
    "telling",
    "condemning",
    "blamed",
    "told",
    "from",
    "condemned",
    "thanked",
    "warned",
    "asked",
    "convinced",
    "angered",
    "criticized",
    "criticised",
];

/// Before a capital or palace that is a place.
const LEADS_TO_A_PLACE: &[&str] = &[
    "in", "near", "at", "outside", "around", "to", "into", "through", "across", "over", "for", "via", "reach", "leaving", "visiting", "on",
    "of", "toward", "towards",
];

/// What of a palace is a thing in it: "the White House lawn".
const OF_A_PALACE: &[&str] =
    &["lawn", "grounds", "gates", "fence", "press", "briefing", "ceremony", "dinner", "meeting", "event", "rose", "correspondent"];

/// What a state does, of the verbs that do not end in "-ed" or "-s".
const DOES: &[&str] = &[
    "is", "was", "will", "would", "can", "could", "may", "might", "must", "should", "did", "does", "gave", "took", "began", "sought",
    "sent", "made", "held", "kept", "broke", "withdrew", "struck", "fought", "won", "put", "let", "thought", "saw", "came", "spoke",
    "brought", "led", "knew", "felt", "found", "chose", "went", "swore", "threw", "set", "cut", "built", "bought", "drew", "drove", "got",
    "laid", "paid", "ran", "spent", "stood", "shut",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_joins_two_persons_or_two_offices_of_one() {
        let words = |text: &str| {
            let text = Text::of(text);
            let run =
                pieces(&text, Gazetteer::embedded()).iter().find_map(|piece| piece.run().filter(|run| !run.office.is_empty()).cloned());
            run.and_then(|run| text.span_of(run.tokens)).map(|span| text.words(span).to_owned())
        };
        assert_eq!(words("The President and Prime Minister Berg spoke."), Some("Prime Minister Berg".to_owned()));
        assert_eq!(words("President and President Berg spoke."), Some("President Berg".to_owned()));
        let both = "Crown Prince and Prime Minister Berg";
        assert_eq!(words(&format!("Lind met {both} today.")), Some(both.to_owned()));
    }
}
