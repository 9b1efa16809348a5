//! The table of several documents, in each of its forms.
use crate::{Case, all, file, named, root};
use evidence::Measures;
use report::plover;
use report::sheet::{self, Section, Shown, Since, Size};
use report::terminal::Style;
use serde_json::Value;
use std::collections::BTreeSet;
use table::compare::compare;
use table::dossier::template::{iceberg, island, red_lines};
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
        for rows in [
            sheet::csv(&sheet::positions_rows(shown)),
            sheet::csv(&sheet::shifts_rows(shown, moved)),
            sheet::csv(&sheet::waits_rows(shown)),
        ] {
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
        assert_eq!(count(sheet::csv(&sheet::positions_rows(shown))), shown.sheet.cells.len());
        assert_eq!(count(sheet::csv(&sheet::shifts_rows(shown, moved))), moved.len());
        assert_eq!(count(sheet::csv(&sheet::waits_rows(shown))), shown.sheet.waits.len());
        let value: Value = serde_json::from_str(&sheet::table_json(shown, &plover::events(shown, View::default(), false))).expect("JSON");
        assert_eq!(value["positions"].as_array().map(Vec::len), Some(shown.sheet.cells.len()));
    });
}

#[test]
fn each_column_is_documented() {
    with(&[named("ferry")], |shown, moved| {
        let page = file(&root().join("docs/formats/table-csv.md"));
        let documented: BTreeSet<&str> = page.lines().filter_map(|it| Some(it.strip_prefix("| `")?.split_once('`')?.0)).collect();
        let columns = [
            sheet::csv(&sheet::positions_rows(shown)),
            sheet::csv(&sheet::shifts_rows(shown, moved)),
            sheet::csv(&sheet::waits_rows(shown)),
        ];
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
                if key != "params" && key != "reasons" {
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
            sheet::table_json(shown, &plover::events(shown, View::default(), false)),
            sheet::shifts_json(shown, moved),
            sheet::waits_json(shown),
            sheet::comparison_json(&compare(&texts), &names),
            sheet::brief_json(shown, Since { day: None, shifts: moved, news: &[] }),
            sheet::sections_json(&sheet::positions(shown)),
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
                assert!(["svg", "title", "defs", "marker", "path", "text", "tspan", "rect", "g"].contains(&name), "{name}");
            }
        });
    }
}

/// The four templates of practice.
fn templates(shown: &Shown<'_>) -> [Vec<Section>; 4] {
    let view = View::default();
    [
        sheet::island(shown, &island(shown.record, view, shown.sheet)),
        sheet::iceberg(shown, &iceberg(shown.record, view, shown.sheet)),
        sheet::red_lines(shown, &red_lines(shown.sheet)),
        sheet::ties(shown),
    ]
}

#[test]
fn a_brief_is_one_page_and_counts_what_has_no_room() {
    for cases in [all(), vec![named("ferry")], vec![named("hostile")], vec![]] {
        with(&cases, |shown, moved| {
            let news: Vec<_> = shown.record.entries().iter().map(|it| it.at.clone()).collect();
            let since = Since { day: None, shifts: moved, news: &news };
            for (lines, columns) in [(60, 100), (30, 80), (12, 60), (200, 100), (3, 40)] {
                let sections = sheet::brief_page(shown, since, "Brief since 1900", Size { lines, columns });
                let page = sheet::terminal("Brief since 1900", &sections, &Style { width: columns, colour: false });
                assert!(page.lines().count() <= lines || sections.len() == 1, "{} lines:\n{page}", page.lines().count());
                assert!(page.lines().all(|it| it.chars().count() <= columns), "{page}");
            }
            let whole = sheet::brief_page(shown, since, "", Size { lines: 100_000, columns: 100 });
            let page = sheet::brief_page(shown, since, "", Size::default());
            for (all, some) in whole.iter().zip(&page) {
                assert!(some.entries.len() <= all.entries.len());
                let more = some.entries.last().map_or("", |it| it.says.as_str());
                let left: Option<usize> = more.strip_prefix("… and ").or(Some(more)).and_then(|it| it.split(' ').next()?.parse().ok());
                let shown = some.entries.len() - usize::from(left.is_some() && more.contains("(armistice"));
                assert!(all.entries.len() == shown + left.filter(|_| more.contains("(armistice")).unwrap_or(0), "{more}");
            }
        });
    }
}

#[test]
fn each_statement_of_a_template_has_its_words() {
    with(&all(), |shown, _| {
        let texts: BTreeSet<&str> = shown.record.entries().iter().map(|it| it.quote.words()).collect();
        for sections in templates(shown) {
            for entry in sections.iter().flat_map(|it| &it.entries) {
                assert!(!entry.words.is_empty(), "{entry:?}");
                assert!(entry.words.iter().all(|it| texts.contains(it.words.as_str())), "{entry:?}");
            }
        }
        let [island, ..] = templates(shown);
        assert!(island.iter().any(|it| it.title == "Clashing norms"));
    });
}

#[test]
fn what_was_contested_and_who_presses_whom_have_their_words() {
    with(&all(), |shown, _| {
        let sections = sheet::waits(shown);
        let told: Vec<_> = sections.iter().filter(|it| ["Contested", "Pressure"].contains(&it.title)).flat_map(|it| &it.entries).collect();
        assert!(!told.is_empty());
        for entry in told {
            assert!(!entry.words.is_empty(), "{entry:?}");
            // "Norland (warn)" would leave open what it does.
            assert!(entry.says.contains(" is denied by ") || entry.says.contains(" presses ") || entry.says.contains(" threatens, "));
        }
    });
}

#[test]
fn office_files_are_the_same_each_time_and_hold_no_formula() {
    for cases in [all(), vec![named("hostile")]] {
        with(&cases, |shown, _| {
            let mut sections = sheet::positions(shown);
            sections.extend(templates(shown).concat());
            let rows = [sheet::positions_rows(shown), sheet::acts_rows(shown), sheet::as_rows("Templates", &sections)];
            let (book, document) = (sheet::xlsx(&rows), sheet::docx("=1", &sections));
            assert_eq!((&book, &document), (&sheet::xlsx(&rows), &sheet::docx("=1", &sections)));
            for (file, part) in [(&book, "xl/worksheets/sheet1.xml"), (&book, "xl/sharedStrings.xml"), (&document, "word/document.xml")] {
                let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("a ZIP");
                let xml = std::io::read_to_string(archive.by_name(part).expect(part)).expect("text");
                assert!(!xml.contains("<f>") && !xml.contains('\u{1b}') && !xml.contains("<script"), "{part}");
            }
        });
    }
}

#[test]
fn plover_counts_what_is_left_out_and_places_are_characters() {
    with(&all(), |shown, _| {
        let (some, more) = (plover::events(shown, View::default(), false), plover::events(shown, View::default(), true));
        for events in [&some, &more] {
            let left_out: usize = events.left_out.values().sum();
            assert_eq!(events.n_events + left_out, shown.record.entries().len());
            assert_eq!(events.lines.lines().count(), events.n_events);
        }
        assert!(more.n_events >= some.n_events && more.n_lossy >= some.n_lossy);
        for line in some.lines.lines() {
            let event: Value = serde_json::from_str(line).expect("JSON");
            let entry = shown.record.entries().iter().find(|it| event["id"] == it.at.to_string()).expect("its act");
            let case = all().into_iter().find(|it| it.document.about.id == entry.at.document).expect("its document");
            let (start, end) =
                (event["text_info"]["start"].as_u64().unwrap() as usize, event["text_info"]["end"].as_u64().unwrap() as usize);
            let words: String = case.document.text().chars().skip(start).take(end - start).collect();
            assert_eq!(words, case.document.text()[entry.quote.place().hull().range()]);
            assert!(event["quad_code"].is_u64(), "{line}");
        }
    });
}
