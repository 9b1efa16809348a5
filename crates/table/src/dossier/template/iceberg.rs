//! The iceberg: over the water what a party says it wants, under it why, what it would take for it, and what it needs; the latter three only
//! as far as its own words say so.
use super::super::{ActRef, Entry, Record, Said, Sheet, View};
use evidence::MeasureId;

/// Words by which somebody gives a reason.
const REASONS: &[&str] = &[
    "because",
    "so that",
    "in order to",
    "in order that",
    "for the sake of",
    "owing to",
    "due to",
    "the reason",
    "that is why",
    "so as to",
    "lest",
];

/// Words by which somebody speaks of a need, a right or a fear.
const NEEDS: &[&str] = &[
    "need",
    "needs",
    "needed",
    "cannot live",
    "survival",
    "survive",
    "our right",
    "right to",
    "dignity",
    "security of",
    "safety of",
    "fear",
    "fears",
    "afraid",
    "existence",
    "livelihood",
    "our people",
    "our children",
    "justice",
    "recognition",
];

/// What stands over and under the water of one position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Iceberg {
    /// The position: a place in the sheet's cells, one in the party's own words.
    pub cell: usize,
    /// Its own acts on that matter whose words give a reason.
    pub reasons: Vec<ActRef>,
    /// What it would take for it: places in the sheet's waits, those that stand.
    pub prices: Vec<usize>,
    /// Its own acts on that matter whose words speak of a need, a right or a fear.
    pub needs: Vec<ActRef>,
}

/// An iceberg for each position in a party's own words.
pub fn iceberg(record: &Record, view: View, sheet: &Sheet) -> Vec<Iceberg> {
    let seen = record.seen(view);
    let own = sheet.cells.iter().enumerate().filter(|(_, it)| it.said == Said::Own);
    own.map(|(i, cell)| {
        let says = |it: &&&Entry| it.act.told_by.is_empty() && it.actors.iter().any(|(who, said)| *who == cell.actor && *said == Said::Own);
        let with = |words: &[&str]| -> Vec<ActRef> {
            let on_it = seen.iter().filter(says).filter(|it| is_about(it, &cell.measure) && has_one(it.quote.words(), words));
            on_it.map(|it| it.at.clone()).collect()
        };
        let is_price = |it: &super::super::Wait| {
            it.stands()
                && it.said == Said::Own
                && it.what.actor.as_ref() == Some(&cell.actor)
                && it.what.measure.as_ref() == Some(&cell.measure)
        };
        let prices = sheet.waits.iter().enumerate().filter(|(_, it)| is_price(it)).map(|(i, _)| i).collect();
        Iceberg { cell: i, reasons: with(REASONS), prices, needs: with(NEEDS) }
    })
    .collect()
}

fn is_about(entry: &Entry, measure: &MeasureId) -> bool {
    let price = entry.act.condition.as_ref().and_then(|it| it.measure.as_ref());
    price == Some(measure) || entry.act.measures.iter().any(|it| it.measure == *measure)
}

/// Whether one of the words stands there as words of their own.
fn has_one(text: &str, words: &[&str]) -> bool {
    let lower = text.to_lowercase();
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    words.iter().any(|it| {
        let mut found = lower.match_indices(it);
        found.any(|(at, it)| edge(lower[..at].chars().next_back()) && edge(lower[at + it.len()..].chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::{NEEDS, REASONS, has_one};

    #[test]
    fn words_count_as_words_of_their_own() {
        assert!(has_one("We stay because the bridge is ours", REASONS));
        assert!(!has_one("needless to say", NEEDS));
        assert!(has_one("“What we need is grain,”", NEEDS));
    }
}
