//! The shifts from the middle to the last date.
use super::{differ, each, text};
use table::dossier::{View, shifts};

#[test]
fn every_shift_is_as_made_by_hand() {
    each(|dossier, faults| {
        let (middle, last) = (View::as_of(dossier.day("middle")), View::as_of(dossier.day("last")));
        let list = dossier.list("shift").into_iter();
        let expected = list.map(|it| {
            let said = it.get("said").map_or("own".to_owned(), |it| it.as_str().expect("a word").to_owned());
            let [kind, actor, measure, from, to] = ["kind", "actor", "measure", "from", "to"].map(|key| text(it, key));
            format!("{kind} {actor} {measure} {said}: {from} -> {to}")
        });
        let made = shifts(&dossier.record, middle, last).into_iter().map(|it| {
            let from = it.from.map(|it| it.at.to_string()).unwrap_or_default();
            format!("{} {} {} {}: {from} -> {}", it.kind.as_str(), it.cell.actor, it.cell.measure, it.cell.said, it.to.at)
        });
        differ("shift", expected.collect(), made.collect(), faults);
    });
}
