//! How firmly an act is told, and how far along it is, by its words alone (`data/manner.txt`): for acts whose kind is known by more than a
//! pattern that has this with it. Measured on the further documents: of 7 in 8 contacts, conclusions and refusals it is what the annotators
//! say, of 3 in 4 promises and deeds, of 3 in 5 demands and threats.
use super::rule::{Hit, Rules};
use crate::text::{Text, TokenKind};
use evidence::{Act, ActKind, Place, Status, Strength};
use std::ops::Range;
use std::sync::OnceLock;

/// The grades of each kind in the order in which they go before each other: a meeting that was to be held and is called off is called off. So
/// ordered they agree most often with the annotators: who "asks" mostly says that others "should", too.
const FIRST: [Grade; 21] = {
    use Grade::{At, Of};
    [
        At(Status::CalledOff),
        At(Status::Planned),
        At(Status::Ratified),
        At(Status::Signed),
        Of(Strength::Never),
        Of(Strength::NotNow),
        Of(Strength::Open),
        Of(Strength::Ready),
        Of(Strength::Bound),
        Of(Strength::Insist),
        Of(Strength::Demand),
        Of(Strength::Ask),
        Of(Strength::Urge),
        Of(Strength::InPrinciple),
        Of(Strength::InPart),
        Of(Strength::Ultimatum),
        Of(Strength::Hint),
        At(Status::Announced),
        At(Status::Relayed),
        At(Status::Claimed),
        At(Status::Begun),
    ]
};

/// So many words before those of an act may say how firm it is.
const BEFORE: usize = 3;

/// A strength or a status: no kind of act has both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Grade {
    Of(Strength),
    At(Status),
}

fn table() -> &'static Rules {
    static TABLE: OnceLock<Rules> = OnceLock::new();
    TABLE.get_or_init(|| {
        Rules::parse(include_str!("../../data/manner.txt")).unwrap_or_else(|bad| unreachable!("a test reads the table: {bad:?}"))
    })
}

/// What an act of a kind is where its words say no more, as the kind is plainly meant. How firm a demand is and how far a yes goes no kind
/// says: without a word for it they are left open.
const fn plain(kind: ActKind) -> Option<Grade> {
    Some(match kind {
        ActKind::Contact => Grade::At(Status::Held),
        ActKind::Conclude => Grade::At(Status::Agreed),
        ActKind::Deed => Grade::At(Status::Done),
        ActKind::Propose => Grade::At(Status::Made),
        ActKind::Reject => Grade::Of(Strength::Refuse),
        ActKind::Commit => Grade::Of(Strength::Will),
        ActKind::Threaten => Grade::Of(Strength::Warn),
        _ => return None,
    })
}

/// Gives an act the strength or status that its words tell, where it has none.
pub(super) fn fill(text: &Text<'_>, act: &mut Act) {
    if act.kind == ActKind::Contact && act.status.is_none_or(|status| status == Status::Held) && is_to_come(text, act) {
        act.status = Some(Status::Planned);
        act.withdraw(&["status"]);
        let rule = "told in the present tense with a day, or as what is about to begin".to_owned();
        act.because("status", rule, None);
    }
    if act.strength.is_some() || act.status.is_some() {
        return;
    }
    let rules = table();
    let place = |grade: Grade| FIRST.iter().position(|it| *it == grade);
    let condition = act.condition.as_ref().map(|condition| condition.words.clone());
    let tokens = text.tokens_in(act.quote.hull());
    let told = |within: Range<usize>| {
        let graded = |hit: Hit| {
            let rule = &rules.all[hit.rule];
            let grade = rule.strength.map(Grade::Of).or(rule.status.map(Grade::At)).filter(|_| rule.kind == act.kind)?;
            let at = Place::from(text.span_of(hit.tokens.clone())?);
            // What must come first is not said with the firmness of what waits for it.
            let awaited = condition.as_ref().is_some_and(|words| words.covers(&at));
            // "Theresa May", "on May 5" is no "may", and what is said of somebody beside it is not how it is told.
            let name = text.tokens[hit.tokens.start].capital && hit.tokens.start > within.start;
            let aside = super::ruling::is_aside(text, within.start, hit.tokens.start);
            (!awaited && !name && !aside).then_some((place(grade), grade, at))
        };
        rules.find(text, within.clone()).into_iter().filter_map(graded).min_by_key(|(place, ..)| *place)
    };
    // "He is open | to signing it": words of promises and demands may stand right before what they are about, or reach into it.
    let led = matches!(act.kind, ActKind::Commit | ActKind::Demand);
    let sentence = text.sentence_at(act.quote.start()).map_or(tokens.start, |at| text.sentences[at].tokens.start);
    let before = tokens.start.saturating_sub(BEFORE).max(sentence)..tokens.end.min(tokens.start + 2);
    let told = told(tokens).or_else(|| told(before).filter(|_| led));
    let (grade, rule, at) = match told {
        Some((_, grade, at)) => (grade, "its words say how firmly, or how far along", Some(at)),
        None => match plain(act.kind) {
            Some(grade) => (grade, "its words say no more", None),
            None => return,
        },
    };
    let field = match grade {
        Grade::Of(strength) => {
            act.strength = Some(strength);
            "strength"
        }
        Grade::At(status) => {
            act.status = Some(status);
            "status"
        }
    };
    act.because(field, rule, at);
}

/// “The ministers meet on Thursday”, “on the eve of talks”: what a report tells in the present tense with a day is to come.
fn is_to_come(text: &Text<'_>, act: &Act) -> bool {
    let tokens = text.tokens_in(act.quote.hull());
    let day = |at: usize| matches!(text.lower(at), "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday");
    let begins = |at: &usize| {
        matches!(
            text.lower(*at),
            "meet"
                | "meets"
                | "open"
                | "opens"
                | "start"
                | "starts"
                | "begin"
                | "begins"
                | "resume"
                | "resumes"
                | "convene"
                | "convenes"
                | "starting"
                | "opening"
                | "beginning"
                | "resuming"
        )
    };
    // "Meet in Port Alba on Thursday": in the same clause, and not "last Thursday".
    let soon = |verb: usize| {
        let clause = (verb + 1..tokens.end.min(verb + 8)).take_while(|&at| text.tokens[at].kind != TokenKind::Mark);
        clause.clone().any(day) && !clause.clone().any(|at| matches!(text.lower(at), "last" | "every" | "who" | "that"))
    };
    let eve = (tokens.start.saturating_sub(3)..tokens.end).any(|at| text.lower(at) == "eve" && text.lower(at + 1) == "of");
    let past = tokens.clone().any(|at| crate::date::is_past_verb(text, at));
    !past && (eve || tokens.clone().find(begins).is_some_and(soon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_in_the_present_with_a_day_is_to_come() {
        let planned = |source: &str| {
            let text = Text::of(source);
            let quote = evidence::Span::new(0, source.len()).expect("words");
            let mut act = Act { status: Some(Status::Held), ..crate::act::told(ActKind::Contact, quote, "norland") };
            fill(&text, &mut act);
            act.status == Some(Status::Planned)
        };
        assert!(planned("The ministers of Norland and Sudria meet in Port Alba on Thursday"));
        assert!(planned("talks of Norland and Sudria starting on Wednesday"));
        assert!(planned("on the eve of talks with Sudria"));
        assert!(!planned("The ministers of Norland and Sudria met in Port Alba on Thursday"));
        assert!(!planned("Norland said on Tuesday that its envoys often meet on Fridays"));
        assert!(!planned("Norland and Sudria meet every Thursday"));
    }

    #[test]
    fn the_table_is_understood_and_each_grade_has_its_place() {
        let rules =
            Rules::parse(include_str!("../../data/manner.txt")).unwrap_or_else(|bad| panic!("data/manner.txt:{}: {}", bad.line, bad.says));
        for rule in &rules.all {
            let grade = rule.strength.map(Grade::Of).or(rule.status.map(Grade::At));
            assert!(grade.is_some_and(|grade| FIRST.contains(&grade)), "{}", rule.pattern);
        }
    }
}
