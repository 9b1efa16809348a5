//! States that no table has (invented ones, self-declared ones), by the signs that the words give: what a name owns, whom it is
//! led by, a people's name made of it, a place that also acts. A name without a sign is no state.
use super::gazetteer::{given_name, is_of_holder};
use super::name::{Piece, Run, closes_name};
use super::word::{BODY_HEADS, COMPANY_HEADS, GROUP_HEADS, OFFICE_PARTS, OFFICES, PLACES, SPEAKS, among};
use crate::text::{Text, TokenKind};
use std::collections::{BTreeSet, HashMap};

/// States that no table has, by name.
pub(super) struct UnknownStates {
    // In lower case.
    names: BTreeSet<String>,
    // By the name without its last vowels, as demonyms begin.
    by_stem: HashMap<String, String>,
}

/// What makes a people's name or adjective of a state's name: Norlander, Sudrian.
#[rustfmt::skip]
pub(super) const DEMONYM_ENDINGS: &[&str] = &[
    "anians", "anian", "aians", "aian", "ians", "ian", "eans", "ean", "ites", "ite", "ans", "an", "ers", "er", "ese", "ish", "ns", "n",
    "ic", "is", "i",
];

/// What states have: "Norland’s border".
#[rustfmt::skip]
const OWNED: &[&str] = &[
    "president", "government", "army", "troops", "capital", "parliament", "border", "borders", "forces", "premier", "minister", "navy",
    "territory", "ministry", "delegation", "envoy", "prisoners", "soldiers", "cabinet", "ports", "warplanes", "negotiators", "negotiator",
    "ambassador", "artillery", "embassy", "airspace", "opposition", "sovereignty", "exports", "farmers", "foreign", "currency", "warships", "coastguard", "constitution",
];

/// What states have before "of": "the government of Norland".
#[rustfmt::skip]
const LED_BY: &[&str] = &[
    "president", "government", "governments", "premier", "minister", "ministers", "king", "queen", "republic", "army", "armies", "envoy",
    "people", "affairs", "delegations", "kingdom", "representatives", "parliament", "parliaments",
];

/// Words in the names of armies that are no state's.
const OF_A_CAUSE: &[&str] =
    &["liberation", "national", "defence", "defense", "resistance", "salvation", "revolutionary", "patriotic", "popular", "free"];

/// Offices of states, whose holder is "of" one.
const STATE_OFFICES: &[&str] = &["president", "premier", "minister", "chancellor", "king", "queen", "emir", "sultan"];

impl UnknownStates {
    /// Finds them among the names of a text; `issuing` are those that its head names as issuing it.
    pub(super) fn find(text: &Text<'_>, pieces: &[Piece], issuing: BTreeSet<String>) -> Self {
        let mut names: BTreeSet<String> = issuing;
        let mut persons: BTreeSet<String> = BTreeSet::new();
        let mut acting: BTreeSet<String> = BTreeSet::new();
        let mut located: BTreeSet<String> = BTreeSet::new();
        // The last words of longer names, as families' names are.
        let mut ends: BTreeSet<String> = BTreeSet::new();
        let mut things: BTreeSet<String> = BTreeSet::new();
        let mut which: BTreeSet<String> = BTreeSet::new();
        // A people's name or adjective, by what it is made of.
        let mut stems: BTreeSet<String> = BTreeSet::new();
        for run in pieces.iter().filter_map(Piece::run) {
            let name = lower_words(text, run);
            if !run.office.is_empty() {
                // A name with an office before it ("President Halvorsen’s government") is a person, whatever it owns.
                persons.insert(name.rsplit(' ').next().unwrap_or(&name).to_owned());
                persons.insert(name.clone());
            }
            if run.name.len() > 1 && (speaks_after(text, run) || opens_with_given_name(text, run)) {
                persons.insert(name.rsplit(' ').next().unwrap_or(&name).to_owned());
            }
            if run.name.len() > 1 {
                ends.insert(text.lower(run.name.end - 1).to_owned());
            }
            if run.name.len() > 2 {
                continue;
            }
            if owns(text, run) || led(text, run) || office_after(text, run) {
                names.insert(name.clone());
            }
            if run.name.len() == 1 {
                if acts(text, run) && !is_governed(text, run) {
                    acting.insert(name.clone());
                }
                if is_thing(text, run) {
                    things.insert(name.clone());
                }
                if is_which(text, run) {
                    which.insert(name.clone());
                }
                if is_located(text, run) {
                    located.insert(name.clone());
                }
                if is_adjective(text, run) {
                    stems.extend(DEMONYM_ENDINGS.iter().filter_map(|ending| name.strip_suffix(ending)).map(str::to_owned));
                }
            }
        }
        names.extend(acting.intersection(&located).cloned());
        let nobodys = |name: &&String| !ends.contains(*name);
        names.extend(things.iter().chain(which.intersection(&acting)).filter(nobodys).cloned());
        for run in pieces.iter().filter_map(Piece::run).filter(|run| run.name.len() == 1) {
            let name = lower_words(text, run);
            if stem(&name).is_some_and(|stem| stem.len() >= 4 && stems.contains(stem)) {
                names.insert(name);
            }
        }
        names.retain(|name| !persons.contains(name));
        // "between Norland and Sudria", "Norland and Sudria agreed": what is named in one breath with a state is one.
        let mut joined: BTreeSet<String> = BTreeSet::new();
        for pair in pieces.windows(2) {
            let [Piece::Run(first), Piece::Run(second)] = pair else { continue };
            if first.name.len() > 1
                || second.name.len() > 1
                || second.name.start != first.name.end + 1
                || text.lower(first.name.end) != "and"
            {
                continue;
            }
            let (a, b) = (lower_words(text, first), lower_words(text, second));
            match (names.contains(&a), names.contains(&b)) {
                (true, false) => joined.insert(b),
                (false, true) => joined.insert(a),
                _ => false,
            };
        }
        // "The representatives of Norland, Sudria and Vell": all of a list are what the first is.
        let mut listed = false;
        for pair in pieces.windows(2) {
            let [Piece::Run(first), Piece::Run(second)] = pair else {
                listed = false;
                continue;
            };
            let many = first.name.start.checked_sub(2).map_or("", |i| text.lower(i));
            let many =
                matches!(many, "representatives" | "delegations" | "governments" | "ministers" | "parliaments" | "presidents" | "armies");
            let begins = many && led(text, first) && names.contains(&lower_words(text, first));
            let between = first.name.end..second.tokens.start;
            let commas = between.len() <= 2 && !between.is_empty() && between.clone().all(|i| matches!(text.lower(i), "," | "and"));
            listed = (listed || begins)
                && commas
                && first.name.len() == 1
                && second.tokens.len() == 1
                && !among(OFFICES, text.lower(second.tokens.end));
            if listed && text.lower(second.name.end) != "'s" {
                joined.insert(lower_words(text, second));
            }
        }
        names.extend(joined.into_iter().filter(|name| !persons.contains(name)));
        // A people's name beside the state's own is no state.
        let known = Self::new(names.clone());
        names.retain(|name| !DEMONYM_ENDINGS.iter().any(|ending| name.strip_suffix(ending).is_some_and(|s| known.by_stem.contains_key(s))));
        let heads = [BODY_HEADS, GROUP_HEADS, COMPANY_HEADS];
        names.retain(|name| !heads.iter().any(|heads| heads.contains(&name.rsplit(' ').next().unwrap_or(name))));
        names.retain(|name| !is_creed(name) && !name.contains('-') && !is_of_holder(name));
        Self::new(names)
    }

    fn new(names: BTreeSet<String>) -> Self {
        let mut by_stem = HashMap::new();
        for name in &names {
            if let Some(stem) = stem(name) {
                by_stem.entry(stem.to_owned()).or_insert_with(|| name.clone());
            }
        }
        Self { names, by_stem }
    }

    /// The state that lower-case words name, and whether by a demonym made from its name.
    pub(super) fn named(&self, words: &str) -> Option<(String, bool)> {
        if self.names.contains(words) {
            return Some((words.to_owned(), false));
        }
        let by_ending = |ending: &&str| words.strip_suffix(ending).and_then(|stem| self.by_stem.get(stem));
        DEMONYM_ENDINGS.iter().find_map(by_ending).map(|state| (state.clone(), true))
    }
}

/// Whether words say what people believe in or how they are governed: "the Federal government", "Islamist forces".
fn is_creed(name: &str) -> bool {
    let one = name.strip_suffix('s').unwrap_or(name);
    one.ends_with("ist") || matches!(one, "democrat" | "democratic" | "republican" | "liberal" | "conservative" | "federal")
}

/// "Anna Dessa", but for buildings and companies called after somebody: "Dessa" owns what she owns as a person.
fn opens_with_given_name(text: &Text<'_>, run: &Run) -> bool {
    let last = text.lower(run.name.end - 1);
    given_name(text.token(run.name.start)).is_some()
        && ![BODY_HEADS, GROUP_HEADS, COMPANY_HEADS, PLACES].iter().any(|heads| heads.contains(&last))
}

/// What demonyms of a name of one word begin with.
pub(super) fn stem(name: &str) -> Option<&str> {
    let stem = name.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    (stem.len() >= 3 && !name.contains(' ')).then_some(stem)
}

fn lower_words(text: &Text<'_>, run: &Run) -> String {
    run.name.clone().map(|i| text.lower(i)).collect::<Vec<_>>().join(" ")
}

/// "Norland’s chief negotiator".
fn owns(text: &Text<'_>, run: &Run) -> bool {
    if text.lower(run.name.end) != "'s" {
        return false;
    }
    let first = run.name.end + 1;
    let part = |i: usize| among(OFFICE_PARTS, text.lower(i));
    let mut at = first;
    while at < first + 4 && part(at) && part(at + 1) && !among(OFFICES, text.lower(at + 1)) {
        at += 1;
    }
    (at..at + 3).any(|i| OWNED.contains(&text.lower(i)))
}

/// "the government of Norland", "President Halvorsen of Norland".
fn led(text: &Text<'_>, run: &Run) -> bool {
    let start = run.name.start;
    if start < 2 || text.lower(start - 1) != "of" {
        return false;
    }
    let titled = || {
        text.tokens[start - 2].capital
            && (start.saturating_sub(6)..start - 2).any(|i| text.tokens[i].capital && STATE_OFFICES.contains(&text.lower(i)))
    };
    // "Erik King of Vell" is called so.
    LED_BY.contains(&text.lower(start - 2)) && !closes_name(text, start - 2) || titled()
}

/// "the Norland government", not "the Dessa government shutdown".
fn office_after(text: &Text<'_>, run: &Run) -> bool {
    // "The National Liberation Army": what it fights for is no state.
    let of_a_cause = run.name.clone().any(|i| OF_A_CAUSE.contains(&text.lower(i)));
    run.office.is_empty()
        && !(of_a_cause && text.tokens.get(run.name.end).is_some_and(|it| it.capital))
        && !matches!(text.lower(run.name.end + 1), "shutdown" | "spending" | "funding")
        && text.tokens.get(run.name.end).is_some_and(|t| t.kind == TokenKind::Word)
        && matches!(text.lower(run.name.end), "government" | "army" | "troops" | "forces")
}

fn speaks_after(text: &Text<'_>, run: &Run) -> bool {
    SPEAKS.contains(&text.lower(run.name.end))
}

/// "Norland agreed", "Norland has", "Norland, which": what towns seldom do.
fn acts(text: &Text<'_>, run: &Run) -> bool {
    let after = run.name.end;
    speaks_after(text, run) || ["agreed", "refused", "wants", "has", "have", "will", "would", "had", "signed"].contains(&text.lower(after))
}

/// "Norland, whose border runs": what a person has not.
fn is_thing(text: &Text<'_>, run: &Run) -> bool {
    let at = run.name.end;
    let of_states = matches!(
        text.lower(at + 2),
        "border" | "borders" | "government" | "parliament" | "capital" | "navy" | "airspace" | "territory" | "ports"
    );
    run.office.is_empty() && text.lower(at) == "," && text.lower(at + 1) == "whose" && of_states
}

/// "Norland, which lost the war, has": likely no person, where it opens a sentence.
fn is_which(text: &Text<'_>, run: &Run) -> bool {
    let at = run.name.end;
    let first = text.sentence_at(text.tokens[run.name.start].span.start()).map(|i| text.sentences[i].tokens.start);
    let letters = text.token(run.name.start).chars().skip(1).all(char::is_lowercase);
    run.office.is_empty() && letters && first == Some(run.name.start) && text.lower(at) == "," && text.lower(at + 1) == "which"
}

/// "sources in Norland said": it is not Norland that speaks.
fn is_governed(text: &Text<'_>, run: &Run) -> bool {
    let before = run.name.start.checked_sub(1).map_or("", |i| text.lower(i));
    matches!(
        before,
        "in" | "into" | "across" | "inside" | "throughout" | "of" | "from" | "near" | "to" | "with" | "at" | "for" | "by" | "on"
    )
}

/// "in Norland", "into Norland"; not "trust in Norland".
fn is_located(text: &Text<'_>, run: &Run) -> bool {
    let start = run.name.start;
    start >= 2
        && matches!(text.lower(start - 1), "in" | "into" | "across" | "inside" | "throughout")
        && !matches!(text.lower(start - 2), "trust" | "confidence" | "faith" | "believe" | "belief" | "interest" | "stake" | "shares")
}

/// "Sudrian troops", "a Norlander minister".
fn is_adjective(text: &Text<'_>, run: &Run) -> bool {
    let after = run.name.end;
    let noun = |i: usize| {
        text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && t.spaced && !t.capital)
            && (OWNED.contains(&text.lower(i)) || text.lower(i).ends_with('s'))
            || among(OFFICES, text.lower(i))
            || among(OFFICE_PARTS, text.lower(i))
    };
    run.office.is_empty() && (noun(after) || noun(after + 1) && text.tokens.get(after).is_some_and(|t| !t.capital && t.spaced))
        || text.lower(run.name.start.saturating_sub(1)) == "a" && noun(after)
}
