//! The table as it was first made: slow, since it goes through all acts for each question, and plain. What the chains tell must be the same
//! for any acts, seen from any day.

mod fold;
mod cell;
mod wait;
mod shift;
#[expect(dead_code, reason = "the tests of one document write tables too")]
#[path = "../../../tests/it/notation.rs"]
mod notation;

use super::record::{ActRef, Entry, EventId, Mark, Record, Report, View};
use super::terms::Terms;
use super::{news, positions_and_waits, shifts_between};
use cell::Cell;
use evidence::{About, ActId, ActKind, ActorId, Date, DateBasis, Document, DocumentId, Published, Reading, Status, When};
use jiff::civil;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wait::Wait;

fn stand(seen: &[&Entry]) -> (Vec<Cell>, Vec<Wait>) {
    let terms: Vec<Vec<Terms>> = seen.iter().map(|it| it.act.measures.iter().map(|it| Terms::of(&it.params)).collect()).collect();
    let no_terms = Terms::of(&[]);
    let drafts = fold::fold(seen, &terms, &no_terms);
    let all = || drafts.iter().flat_map(|((actor, measure), drafts)| drafts.iter().map(move |it| (*actor, *measure, it)));
    let mut cells: Vec<Cell> = all().filter_map(|(actor, measure, draft)| cell::cell(actor, measure, draft, seen)).collect();
    let order = |it: &Cell| (it.actor.clone(), it.measure.clone(), it.said.clone(), it.stance, it.newest().at.clone());
    cells.sort_by_cached_key(order);
    let ends = wait::Ends::of(seen);
    let waits = all().flat_map(|(actor, measure, draft)| wait::waits(actor, measure, draft, seen, &ends, &cells)).collect();
    (cells, waits)
}

/// The acts and events that were known before.
fn known<'a>(before: &'a [&Entry], now: &'a [&Entry]) -> (BTreeSet<&'a ActRef>, BTreeSet<&'a EventId>) {
    let acts: BTreeSet<&ActRef> = before.iter().map(|it| &it.at).collect();
    let events = now.iter().filter(|it| acts.contains(&it.at)).filter_map(|it| it.event.as_ref()).collect();
    (acts, events)
}

fn shifts(before: &[&Entry], now: &[&Entry]) -> Vec<shift::Shift> {
    let (acts, events) = known(before, now);
    let (was, is) = (stand(before), stand(now));
    let was = shift::Side { cells: &was.0, waits: &was.1 };
    let is = shift::Side { cells: &is.0, waits: &is.1 };
    shift::shifts(was, is, |it| acts.contains(&it.at) || it.event.as_ref().is_some_and(|event| events.contains(event)))
}

fn assert_same(record: &Record, view: View) {
    let seen = record.seen(view);
    let index = record.kept().index();
    let (cells, waits) = stand(&seen);
    let (quick_cells, quick_waits) = positions_and_waits(record, view);
    for (slow, quick) in cells.iter().zip(&quick_cells) {
        let Cell { actor, measure, said, params, stance, red_line, force, since, since_date, acts, outdated } = slow;
        assert_eq!((actor, measure, said, &params[..]), (&quick.actor, &quick.measure, &quick.said, &*quick.params));
        assert_eq!(
            (stance, red_line, force, since, since_date),
            (&quick.stance, &quick.red_line, &quick.force, &quick.since, &quick.since_date)
        );
        assert_eq!((slow.newest(), slow.newest_word()), (quick.newest(), quick.newest_word()));
        assert_eq!((&acts[..], &outdated[..]), (quick.acts(), quick.outdated()));
    }
    assert_eq!(cells.len(), quick_cells.len());
    for (slow, quick) in waits.iter().zip(&quick_waits) {
        let Wait { what, params, awaited, relation, said, acts, relations, words, ended, blocked } = slow;
        // Before it is asked what ended it, and after.
        assert_eq!(ended.is_empty(), quick.stands());
        assert_eq!((what, awaited, relation, said), (&*quick.what, &*quick.awaited, &quick.relation, &quick.said));
        assert_eq!((params, &acts[..], words.as_str()), (&quick.params(), quick.acts(), quick.words()));
        assert_eq!((relations, &ended[..], blocked.as_ref()), (&quick.relations(), quick.ended(), quick.blocked()));
        assert_eq!(slow.ended.is_empty(), quick.stands());
    }
    assert_eq!(waits.len(), quick_waits.len());
    let at: BTreeSet<&ActRef> = seen.iter().map(|it| &it.at).collect();
    for (place, entry) in (0_u32..).zip(record.entries()) {
        assert_eq!(index.sight.sees(place, view.into()), at.contains(&entry.at));
    }
}

fn assert_same_shifts(before: (&Record, View), now: (&Record, View)) {
    let (was, is) = (before.0.seen(before.1), now.0.seen(now.1));
    let (slow, quick) = (shifts(&was, &is), shifts_between(before, now));
    for (slow, quick) in slow.iter().zip(&quick) {
        assert_eq!((slow.kind, &slow.from, &slow.to), (quick.kind, &quick.from, &quick.to));
        assert_eq!((&slow.cell.acts[..], &slow.cell.outdated[..]), (quick.cell.acts(), quick.cell.outdated()));
    }
    assert_eq!(slow.len(), quick.len());
    let (acts, events) = known(&was, &is);
    let is_new = |it: &&&Entry| !acts.contains(&it.at) && it.event.as_ref().is_none_or(|event| !events.contains(event));
    assert_eq!(is.iter().filter(is_new).map(|it| it.at.clone()).collect::<Vec<_>>(), news(before, now));
}

/// A line of the notation, and what the notation has no words for: an act's own day before that of its document (none: words that cannot be
/// placed), whom it is said to, what came of it, what a person made of it, the event that it reports.
#[derive(Clone, Debug)]
struct Line {
    words: String,
    before: Option<Option<i8>>,
    said_to: bool,
    status: Option<Status>,
    mark: Option<Mark>,
    event: Option<u8>,
}

fn line() -> impl Strategy<Value = Line> {
    let actor = prop::sample::select(vec!["norland", "sudria", "norland, sudria", "nobody"]);
    let source = prop::sample::select(vec!["", "", "", " (dessa)", " (lind)", " told by lind", " told by minutes"]);
    let kinds = "demand/insist demand/ask demand commit/will accept propose endorse conclude reject/refuse reject/never condition condition \
                 deny retract retract threaten deed deed deed deed contact contact";
    let kind = prop::sample::select(kinds.split(' ').collect::<Vec<_>>());
    let measures = vec![
        " truce",
        " truce",
        " truce duration=12h",
        " truce duration=week",
        " truce area=north",
        " truce area=north duration=week",
        " truce duration=12h truce duration=week",
        " truce prisoner-release",
        " prisoner-release",
        " prisoner-release persons=wounded",
        " direct-talks",
    ];
    let measure = prop::sample::select(measures);
    let conditions = vec![
        "",
        "",
        "",
        " | only-if prisoner-release by norland",
        " | only-if prisoner-release",
        " | after truce by sudria",
        " | alongside direct-talks by sudria",
        " | if truce",
        " | if -",
    ];
    let condition = prop::sample::select(conditions);
    let words = (actor, source, prop::bool::weighted(0.05), kind, measure, condition)
        .prop_map(|(a, s, not, k, m, c)| format!("{a}{s}: {}{k}{m}{c}\n", if not { "not " } else { "" }));
    let before = prop::option::weighted(0.3, prop::option::weighted(0.8, 0_i8..20));
    let status = prop::option::weighted(
        0.8,
        prop::sample::select(vec![Status::Done, Status::Done, Status::Held, Status::Held, Status::Planned, Status::Agreed]),
    );
    let mark = prop::option::weighted(0.2, prop::sample::select(vec![Mark::Confirmed, Mark::Rejected]));
    (words, before, any::<bool>(), status, mark, prop::option::weighted(0.3, 0_u8..6))
        .prop_map(|(words, before, said_to, status, mark, event)| Line { words, before, said_to, status, mark, event })
}

/// A document: its acts, its day in May 2031 if it has one, and whose copy it is.
type Given = (Vec<Line>, Option<i8>, Option<usize>);

fn documents() -> impl Strategy<Value = Vec<Given>> {
    let day = prop::option::weighted(0.9, 1_i8..28);
    let copy = prop::option::weighted(0.15, 0_usize..8);
    prop::collection::vec((prop::collection::vec(line(), 1..7), day, copy), 0..9)
}

fn day(day: i8) -> civil::Date {
    civil::date(2031, 5, day)
}

fn made((i, (lines, published, _)): (usize, &Given)) -> (Document, Reading) {
    let text: String = lines.iter().map(|it| it.words.as_str()).collect();
    // The same words in two documents would make a copy of one.
    let (document, mut reading) = notation::reading(&format!("person dessa of sudria\n{text}nobody: assess truce number={i}\n"));
    let published = *published;
    let about = About {
        published: published.map(|it| Published { date: Date::Day(day(it)), basis: DateBasis::Metadata }),
        ..About::named(format!("d{i}"))
    };
    for (act, line) in reading.acts.iter_mut().zip(lines) {
        let own = |before: i8| {
            let days = day(published.unwrap_or(20)).checked_sub(jiff::Span::new().days(i64::from(before))).expect("a day");
            When::Resolved { words: act.quote.clone(), date: Date::Day(days) }
        };
        act.when = line.before.map(|it| it.map_or_else(|| When::Unresolved { words: act.quote.clone() }, own));
        if line.said_to {
            act.addressee = vec![ActorId("sudria".to_owned())];
        }
        act.status = line.status.filter(|_| matches!(act.kind, ActKind::Deed | ActKind::Contact | ActKind::Propose));
    }
    (Document::new(about, document.text().to_owned()), reading)
}

fn record(given: &[Given]) -> Record {
    let documents: Vec<(Document, Reading)> = given.iter().enumerate().map(made).collect();
    Record::new(documents.iter().zip(given).map(|((document, reading), (lines, _, copy_of))| {
        let acts = || reading.acts.iter().map(|it| &it.id).zip(lines);
        let marks: BTreeMap<ActId, Mark> = acts().filter_map(|(id, line)| Some((id.clone(), line.mark?))).collect();
        let events = acts().filter_map(|(id, line)| Some((id.clone(), EventId(format!("e{}", line.event?))))).collect();
        Report { copy_of: copy_of.map(|it| DocumentId(format!("d{it}"))), marks, events, ..Report::new(document, reading) }
    }))
}

fn view() -> impl Strategy<Value = View> {
    let limit = || prop::option::of((1_i8..28).prop_map(day));
    (limit(), prop::option::weighted(0.3, (1_i8..28).prop_map(day))).prop_map(|(as_of, on)| View { as_of, on })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn chains_tell_what_all_acts_in_turn_tell(given in documents(), views in prop::collection::vec(view(), 1..6)) {
        let record = record(&given);
        views.into_iter().for_each(|it| assert_same(&record, it));
    }

    #[test]
    fn what_moved_is_what_all_acts_in_turn_tell(given in documents(), before in view(), now in view(), less in 0_usize..9) {
        let all = record(&given);
        assert_same_shifts((&all, before), (&all, now));
        // And between the record of some of the documents and that of all.
        let some = record(&given[..less.min(given.len())]);
        assert_same_shifts((&some, View::default()), (&all, now));
    }
}
