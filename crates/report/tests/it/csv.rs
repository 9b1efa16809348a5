//! Acts as rows.
use crate::{all, file, named, root};
use report::csv::{HEADER, acts};

fn rows(table: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).records().map(|row| row.expect("a row as long as the header")).collect()
}

#[test]
fn an_act_is_a_row() {
    let table = acts(&[named("ferry").item()]);
    assert_eq!(table.lines().next(), Some(HEADER.join(",").as_str()));
    insta::assert_snapshot!(table);
}

#[test]
fn there_are_as_many_rows_as_acts() {
    let cases = all();
    let items: Vec<_> = cases.iter().map(|case| case.item()).collect();
    assert_eq!(rows(&acts(&items)).len(), cases.iter().map(|case| case.reading.acts.len()).sum::<usize>());
}

#[test]
fn no_cell_is_a_formula_or_holds_a_control_character() {
    for row in rows(&acts(&[named("hostile").item()])) {
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
            assert!(!cell.chars().any(char::is_control), "{cell:?}");
        }
    }
}

#[test]
fn each_column_is_documented() {
    let page = file(&root().join("docs/formats/acts-csv.md"));
    let documented: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|line| Some(line.split_once('`')?.0)).collect();
    assert_eq!(documented, HEADER);
}
