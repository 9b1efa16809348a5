//! The table of several documents, in each of its forms.
use crate::{Case, all, file, named, root};
use evidence::Measures;
use report::sheet::{self, Shown};
use report::terminal::Style;
use serde_json::Value;
use std::collections::BTreeSet;
use table::compare::compare;
use table::dossier::{Record, Report, Sheet, Shift, View, sheet as table_of, shifts};

/// Calls `check` with the table of these documents and what is new in it.
fn with(cases: &[Case], check: impl Fn(&Shown<'_>, &[Shift])) {
    let record = Record::new(cases.iter().map(|it| Report::new(&it.document, &it.reading)));
    let made: Sheet = table_of(&record, View::default(), Measures::embedded());
    let nothing = View::as_of("1900-01-01".parse().expect("a day"));
    check(&Shown { record: &record, measures: Measures::embedded(), sheet: &made }, &shifts(&record, nothing, View::default()));
}

#[test]
fn a_position_is_said_with_its_words_and_where_they_are_from() {
    with(&[named("ferry")], |shown, _| {
        let page = sheet::terminal("Positions", &sheet::positions(shown), &Style { width: 200, colour: false });
        let line = page.lines().position(|it| it.contains("against, a red line, never, since 2031-05-13")).expect("the red line");
        let after: Vec<&str> = page.lines().skip(line).take(2).collect();
        assert!(after[0].ends_with("○ unconfirmed"), "{page}");
        assert!(after[1].contains("[ferry#a"), "{page}");
        assert!(sheet::markdown("Positions", &sheet::positions(shown)).contains("against, a red line, never, since 2031-05-13"));
        assert!(sheet::html("Positions", &sheet::positions(shown)).contains("against, a red line, never, since 2031-05-13"));
    });
}

#[test]
fn no_form_holds_a_control_character_or_a_formula_or_a_mark() {
    with(&[named("hostile")], |shown, moved| {
        let mut sections = sheet::positions(shown);
        sections.extend(sheet::shifts(shown, moved));
        sections.extend(sheet::waits(shown));
        for page in [sheet::terminal("=1", &sections, &Style::default()), sheet::markdown("=1", &sections)] {
            assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{page:?}");
        }
        assert!(!sheet::html("<script>", &sections).contains("<script"));
        for rows in [sheet::positions_csv(shown), sheet::shifts_csv(moved), sheet::waits_csv(shown)] {
            for row in csv::Reader::from_reader(rows.as_bytes()).records() {
                for cell in &row.expect("a row as long as the header") {
                    assert!(!cell.starts_with(['=', '+', '-', '@']) && !cell.chars().any(char::is_control), "{cell:?}");
                }
            }
        }
    });
}

#[test]
fn csv_and_json_have_what_the_table_has() {
    with(&all(), |shown, moved| {
        let count = |rows: String| csv::Reader::from_reader(rows.as_bytes()).records().count();
        assert_eq!(count(sheet::positions_csv(shown)), shown.sheet.cells.len());
        assert_eq!(count(sheet::shifts_csv(moved)), moved.len());
        assert_eq!(count(sheet::waits_csv(shown)), shown.sheet.waits.len());
        let value: Value = serde_json::from_str(&sheet::table_json(shown)).expect("JSON");
        assert_eq!(value["positions"].as_array().map(Vec::len), Some(shown.sheet.cells.len()));
    });
}

#[test]
fn each_column_is_documented() {
    with(&[named("ferry")], |shown, moved| {
        let page = file(&root().join("docs/formats/table-csv.md"));
        let documented: BTreeSet<&str> = page.lines().filter_map(|it| Some(it.strip_prefix("| `")?.split_once('`')?.0)).collect();
        let columns = [sheet::positions_csv(shown), sheet::shifts_csv(moved), sheet::waits_csv(shown)];
        let columns: Vec<String> =
            columns.iter().flat_map(|it| it.lines().next().unwrap_or_default().split(',').map(ToOwned::to_owned)).collect();
        assert_eq!(columns.iter().map(String::as_str).collect::<BTreeSet<_>>(), documented);
    });
}

/// The paths of the keys in a value; names of parameters are data.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|it| keys(it, &format!("{path}[]"), found)),
        Value::Object(map) => {
            for (key, value) in map {
                let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                found.insert(key.clone());
                if key != "params" {
                    keys(value, &at, found);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn each_key_of_the_json_is_documented() {
    let cases = all();
    with(&cases, |shown, moved| {
        let texts = [&cases[0].document, &cases[1].document];
        let names = texts.map(|it| it.about.id.0.clone());
        let lines = [
            sheet::table_json(shown),
            sheet::shifts_json(shown, moved),
            sheet::waits_json(shown),
            sheet::comparison_json(&compare(&texts), &names),
        ];
        let mut printed = BTreeSet::new();
        for line in lines {
            keys(&serde_json::from_str(&line).expect("JSON"), "", &mut printed);
        }
        let page = file(&root().join("docs/formats/table-json.md"));
        let documented: BTreeSet<String> =
            page.lines().filter_map(|it| Some(it.strip_prefix("| `")?.split_once('`')?.0.to_owned())).collect();
        let open: Vec<_> = printed.difference(&documented).collect();
        assert!(open.is_empty(), "printed, but without a row in docs/formats/table-json.md: {open:?}");
    });
}

#[test]
fn the_network_is_well_formed_and_has_each_tie() {
    for cases in [all(), vec![named("hostile")]] {
        with(&cases, |shown, _| {
            for page in [sheet::graphml(shown), sheet::gexf(shown)] {
                assert!(!page.contains('\u{1b}'));
                // HTML's parser takes any text; what counts is that each tie is one element and no word opens another.
                assert_eq!(page.matches("<edge ").count(), shown.sheet.ties.len());
                let names =
                    ["?xml", "graphml", "gexf", "key", "graph", "node", "nodes", "edge", "edges", "data", "attributes", "attribute"];
                let more = ["attvalues", "attvalue"];
                for element in page.split('<').skip(1) {
                    let name = element.trim_start_matches('/').split([' ', '>', '/']).next().unwrap_or_default();
                    assert!(names.contains(&name) || more.contains(&name), "{name}");
                }
            }
        });
    }
}

#[test]
fn the_picture_has_an_arrow_for_each_wait_that_stands() {
    for cases in [all(), vec![named("hostile")]] {
        with(&cases, |shown, _| {
            let picture = sheet::waits_svg(shown);
            assert_eq!(picture.matches("marker-end=").count(), shown.sheet.waits.iter().filter(|it| it.stands()).count());
            for element in picture.split('<').skip(1) {
                let name = element.trim_start_matches('/').split([' ', '>', '/']).next().unwrap_or_default();
                assert!(["svg", "title", "defs", "marker", "path", "text", "tspan", "rect"].contains(&name), "{name}");
            }
        });
    }
}
