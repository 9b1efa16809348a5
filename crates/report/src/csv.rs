//! Acts as rows of a spreadsheet (RFC 4180, UTF-8, `,`). What each column holds is in `docs/formats/acts-csv.md`.
use crate::Item;
use crate::brief::View;
use crate::shown::line as shown;
use evidence::{Act, ActorId, MeasureId, Place};

/// The names of the columns, in order: the first row.
pub const HEADER: &[&str] = &[
    "document",
    "published",
    "id",
    "act",
    "actor",
    "speaker",
    "told_by",
    "addressee",
    "target",
    "measures",
    "params",
    "if_relation",
    "if_measure",
    "if_actor",
    "if_words",
    "strength",
    "status",
    "negated",
    "when",
    "when_words",
    "where",
    "channel",
    "quote",
    "paragraph",
    "bytes",
    "confidence",
    "confirmed",
];

/// The acts of these documents, one a row under one [`HEADER`]. Several values in a cell are joined by `; `. A cell that a
/// spreadsheet would take for a formula (it begins with `=`, `+`, `-` or `@`) begins with `'` instead.
pub fn acts(items: &[Item<'_>]) -> String {
    let view = View::of(items);
    rows(HEADER.iter().copied(), view.acts().map(|(at, act)| row(&view, at.item, act)))
}

/// A header and rows of its length, each cell on one line and harmless.
pub(crate) fn rows<'a>(header: impl IntoIterator<Item = &'a str>, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let mut write = |row: Vec<String>| {
        writer.write_record(row).unwrap_or_else(|e| unreachable!("every row is as long as the header and memory takes all: {e}"));
    };
    write(header.into_iter().map(ToOwned::to_owned).collect());
    for row in rows {
        write(row.iter().map(|cell| harmless(cell)).collect());
    }
    let bytes = writer.into_inner().unwrap_or_else(|e| unreachable!("memory takes all: {e}"));
    String::from_utf8(bytes).unwrap_or_else(|e| unreachable!("cells are text: {e}"))
}

fn row<'a>(view: &View<'a>, item: usize, act: &'a Act) -> Vec<String> {
    let about = &view.items[item].document.about;
    let name = |id: &'a ActorId| view.name(item, id).to_owned();
    let names = |ids: &'a [ActorId]| ids.iter().map(name).collect::<Vec<_>>().join("; ");
    let words = |place: Option<&Place>| place.map(|place| view.words(item, place)).unwrap_or_default();
    let measure = |id: &MeasureId| id.0.clone();
    let params =
        act.measures.iter().flat_map(|it| it.params.iter().map(move |param| format!("{}.{}={}", it.measure, param.name, param.value)));
    let condition = act.condition.as_ref();
    let when = act.when.as_ref();
    vec![
        about.id.0.clone(),
        about.published.as_ref().map(|it| it.date.to_string()).unwrap_or_default(),
        act.id.0.clone(),
        act.kind.to_string(),
        names(&act.actor),
        act.speaker.as_ref().map(name).unwrap_or_default(),
        names(&act.told_by),
        names(&act.addressee),
        names(&act.target),
        act.measures.iter().map(|it| measure(&it.measure)).collect::<Vec<_>>().join("; "),
        params.collect::<Vec<_>>().join("; "),
        condition.map(|it| it.relation.to_string()).unwrap_or_default(),
        condition.and_then(|it| it.measure.as_ref()).map(measure).unwrap_or_default(),
        condition.and_then(|it| it.actor.as_ref()).map(name).unwrap_or_default(),
        words(condition.map(|it| &it.words)),
        act.strength.map(|it| it.to_string()).unwrap_or_default(),
        act.status.map(|it| it.to_string()).unwrap_or_default(),
        if act.negated { "yes" } else { "no" }.to_owned(),
        when.and_then(|it| it.date()).map(ToString::to_string).unwrap_or_default(),
        words(when.map(|it| it.words())),
        words(act.place.as_ref()),
        words(act.channel.as_ref()),
        words(Some(&act.quote)),
        view.at(item, &act.quote).paragraph.to_string(),
        act.quote.spans().iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        act.confidence.map(|it| format!("{it:.2}")).unwrap_or_default(),
        // Readings hold nothing that a person has confirmed.
        "no".to_owned(),
    ]
}

/// The cell on one line and without what a spreadsheet would run.
fn harmless(cell: &str) -> String {
    let shown = shown(cell);
    // A full-width sign counts too: spreadsheets fold it to the plain one.
    if shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { format!("'{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for (given, cell) in [
            ("=HYPERLINK(\"http://bad.example\")", "'=HYPERLINK(\"http://bad.example\")"),
            ("\t=1+1", "'=1+1"),
            ("\r\n@SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(harmless(given), cell);
        }
    }
}
