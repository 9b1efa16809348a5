//! When things took place, as the text says it, worked out against the document's own date. Tells no time that the words do
//! not give: what may be one of two days has no value.

mod calendar;
mod expression;
mod resolve;
mod tense;
mod of_act;
mod occasion;

pub use of_act::when;
pub use tense::Tense;
pub(crate) use tense::is_past_verb;

use crate::text::Text;
use evidence::{Act, ActKind, Attribution, Date, Doubt, DoubtKind, Place, Published, Span, Status, When};
use expression::Worded;
use std::ops::Range;

/// Whether a word in lower case is a day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    calendar::weekday(word).is_some()
}

/// Words that tell a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimeWords {
    /// The words, without a preposition before them.
    pub span: Span,
    /// The tokens that these are.
    pub tokens: Range<usize>,
    /// What they come to; `None` where it cannot be told.
    pub date: Option<Date>,
    /// What the time is of what is told.
    pub role: Role,
    /// Whether the words around look back or ahead.
    pub tense: Tense,
    /// Whether it lies wholly after the document's own date, or reaches past it where the words look ahead ("will sign this summer");
    /// `false` where one of them is not known.
    pub after_document: bool,
}

impl TimeWords {
    /// The words as a place.
    pub fn place(&self) -> Place {
        self.span.into()
    }
}

/// What a time is of what is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// When it is: "on Friday".
    Point,
    /// Since when it is so: "since Friday".
    Since,
    /// From when it is to be: "from Friday".
    Start,
    /// By or until when: "by Friday".
    Deadline,
    /// How long: "for 72 hours".
    Duration,
    /// The dateline of the report, which is no time of what it tells.
    Dateline,
}

/// All time words of a text, in order, none overlapping another. `published` is the document's own date.
pub fn times(text: &Text<'_>, published: Option<&Published>) -> Vec<TimeWords> {
    let published = published.map(|p| &p.date);
    let mut out: Vec<TimeWords> = Vec::new();
    // The last date told in this paragraph, for "that year".
    let mut before: Option<Date> = None;
    let mut paragraph = 0;
    for sentence in &text.sentences {
        if sentence.paragraph != paragraph {
            (before, paragraph) = (None, sentence.paragraph);
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(found) = expression::expression(text, at, sentence.tokens.end) else {
                at += 1;
                continue;
            };
            at = found.tokens.end.max(at + 1);
            let Some(span) = text.span_of(found.tokens.clone()) else { continue };
            let role = role(text, &sentence.tokens, &found.tokens, &found.worded);
            let tense = tense::around(text, &sentence.tokens, &found.tokens);
            let date = resolve::resolve(&found.worded, published, tense, role, before.as_ref());
            let after_document = is_after(date.as_ref(), published, tense).unwrap_or(false);
            if date.is_some() {
                before.clone_from(&date);
            }
            out.push(TimeWords { span, tokens: found.tokens, date, role, tense, after_document });
        }
    }
    out
}

/// Puts to each act when it took place, the acts being in the order of the text; a doubt for each whose time words have no value.
pub fn put(text: &Text<'_>, published: Option<&Published>, attributions: &[Attribution], acts: &mut [Act]) -> Vec<Doubt> {
    let times = times(text, published);
    let mut doubts = Vec::new();
    let mut undated: Vec<Place> = Vec::new();
    for at in 0..acts.len() {
        let (before, act) = acts.split_at_mut(at);
        let Some(act) = act.first_mut() else { continue };
        act.when = when(text, &times, &act.quote, Some(act.kind));
        let mut rule = "time words of its clause";
        let attribution = act.when.is_none().then(|| occasion::attribution_of(attributions, act)).flatten();
        if let Some(attribution) = attribution {
            act.when = occasion::when_of_saying(text, &times, attribution, act);
            rule = "the day of the words that attribute it";
            if act.when.is_none() {
                act.when = occasion::when_of_lead_in(text, &times, attributions, attribution, act);
                rule = "the day of the sentence that leads up to it";
            }
            if act.when.is_none() {
                act.when = occasion::when_of_addition(text, &times, attributions, attribution, act);
                rule = "the day of what the same speaker adds it to";
            }
        }
        if act.when.is_none() {
            act.when = occasion::when_of_occasion(text, &times, before, act);
            rule = "the day of what the same speaker says right before";
        }
        if act.when.is_none() {
            act.when = occasion::when_of_its_name(text, act);
            rule = "the year that the agreement is called by";
        }
        match act.when.clone() {
            // "Long", "earlier": nobody looks for a date there.
            Some(When::Unresolved { words }) if published.is_some() && is_vague(text, &words) => {}
            Some(When::Unresolved { words }) if published.is_none() => undated.push(words),
            Some(When::Unresolved { words }) => {
                let says = format!("“{}” does not give a date", words.words(text.source));
                doubts.push(Doubt { at: Some(words), kind: DoubtKind::UnresolvedDate, says });
            }
            Some(When::Resolved { words, date, .. }) => {
                act.because("when", rule, Some(words.clone()));
                // "Negotiations in Port Alba tomorrow": no meeting has been held on a day that is to come.
                let to_come = date.first_day().zip(published.and_then(|it| it.date.last_day())).is_some_and(|(day, today)| day > today);
                if to_come && act.kind == ActKind::Contact && act.status == Some(Status::Held) {
                    act.status = Some(Status::Planned);
                    act.because("status", "its day is after that of the document", Some(words));
                }
            }
            None => {}
        }
    }
    // One doubt for all of them: what is missing is one and the same.
    if let Some(at) = Place::of(undated.iter().flat_map(|words| words.spans().to_vec())) {
        let mut said: Vec<String> = Vec::new();
        for words in undated.iter().map(|words| format!("“{}”", words.words(text.source))) {
            if !said.contains(&words) {
                said.push(words);
            }
        }
        let says = format!("the document has no date, so that these cannot be placed: {}", said.join(", "));
        doubts.push(Doubt { at: Some(at), kind: DoubtKind::UnresolvedDate, says });
    }
    doubts
}

/// Whether time words are such as never give a date.
fn is_vague(text: &Text<'_>, words: &Place) -> bool {
    let tokens = text.tokens_in(words.hull());
    expression::expression(text, tokens.start, tokens.end).is_some_and(|found| found.worded == Worded::Vague)
}

/// Time words among some tokens of one sentence, not worked out, with what each is of what is told.
pub(crate) fn wordings(text: &Text<'_>, tokens: Range<usize>) -> Vec<(Range<usize>, Role)> {
    let mut out = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match expression::expression(text, at, tokens.end) {
            Some(found) => {
                at = found.tokens.end.max(at + 1);
                let role = role(text, &tokens, &found.tokens, &found.worded);
                if found.worded != Worded::Vague {
                    out.push((found.tokens, role));
                }
            }
            None => at += 1,
        }
    }
    out
}

/// The first date in `words` that is given in full: `12 March 2024`, `March 12, 2024`, `2024-03-12`, `March 2024`.
pub fn explicit(words: &str) -> Option<Date> {
    let text = Text::of(words);
    (0..text.tokens.len()).find_map(|at| {
        let worded = match expression::expression(&text, at, text.tokens.len())?.worded {
            Worded::Hour { day: Some(day), .. } => *day,
            other => other,
        };
        match worded {
            Worded::Given(date) if !matches!(date, Date::Year(_)) => Some(date),
            _ => None,
        }
    })
}

fn is_after(date: Option<&Date>, published: Option<&Date>, tense: Tense) -> Option<bool> {
    let (date, today) = (date?, published?.last_day()?);
    Some(date.first_day()? > today || tense == Tense::Future && date.last_day()? > today)
}

fn role(text: &Text<'_>, sentence: &Range<usize>, tokens: &Range<usize>, worded: &Worded) -> Role {
    if *worded == Worded::Length {
        return Role::Duration;
    }
    let word = |back: usize| tokens.start.checked_sub(back).filter(|at| *at >= sentence.start).map_or("", |at| text.lower(at));
    if is_dateline(text, sentence, tokens) {
        return Role::Dateline;
    }
    // "by early March", "until late Friday": the part belongs to the words, so the preposition stands right before them.
    let lead = if word(1) == "the" { word(2) } else { word(1) };
    match lead {
        "by" | "until" | "till" | "before" | "through" | "than" | "into" => Role::Deadline,
        "of" if word(2) == "ahead" => Role::Deadline,
        "since" => Role::Since,
        "from" | "starting" | "beginning" | "effective" | "after" => Role::Start,
        "on" | "at" if matches!(word(2), "starting" | "beginning" | "effective" | "start" | "begin") => Role::Start,
        _ if text.lower(tokens.end) == "deadline" => Role::Deadline,
        _ => Role::Point,
    }
}

/// `PORT ALBA, March 12 (Wire) -`, at the head of a paragraph.
fn is_dateline(text: &Text<'_>, sentence: &Range<usize>, tokens: &Range<usize>) -> bool {
    let head = sentence.start..tokens.start;
    let first_of_paragraph = text
        .sentence_at(text.tokens[sentence.start].span.start())
        .and_then(|s| text.paragraphs.get(text.sentences[s].paragraph))
        .is_some_and(|p| p.span.start() == text.tokens[sentence.start].span.start());
    if !first_of_paragraph || head.is_empty() || head.len() > 8 {
        return false;
    }
    let shouted = |at: usize| text.token(at).chars().all(|c| !c.is_lowercase());
    head.clone().all(|at| shouted(at) || text.tokens[at].capital)
        && shouted(sentence.start)
        && matches!(text.lower(tokens.end), "(" | "—" | "–" | "-" | ":")
}
