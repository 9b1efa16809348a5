//! Versions of one deal side by side, point by point: what is kept, what is changed, what is only in one.

use crate::ask::{Ask, Form, Reply, Trouble};
use crate::desk::Desk;
use crate::export::{FORMS, Leaving, other_form};
use crate::layout::{self, Page};
use crate::shown;
use armistice::compare::{Comparison, Point, Row, Verdict, compare};
use maud::{Markup, html};
use report::safe_line;

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let chosen: Vec<String> = ask.query.all("d").take(3).map(str::to_owned).collect();
    desk.read(|dossier| {
        let mut documents = Vec::new();
        for name in &chosen {
            let document = dossier.document(name)?;
            documents.push((dossier.evidence(document.key)?.0, document));
        }
        let all = desk.documents(dossier)?;
        let form = html! {
            form.controls action="/compare" {
                @for n in 0..3 {
                    label { (["First, by which the others are measured", "Second", "Third, if there is one"][n])
                        input name="d" list="documents" value=[chosen.get(n)] required[n < 2] autocomplete="off" placeholder="d3 or a name"; }
                }
                button.primary type="submit" { "Compare" }
                datalist id="documents" { @for document in all.iter().rev().take(2_000) { option value=(document.key) { (shown::title(document)) } } }
            }
        };
        if documents.len() < 2 {
            if ask.form != Form::Page {
                return Err(Trouble::new(400, "there are not two texts to compare", "name them: /compare.json?d=d1&d=d2"));
            }
            let body = html! {
                header.head { h1 { "Compare" } p.lead { "Two or three tellings of one agreement or plan, point by point, by their words alone." } }
                (form)
                (layout::empty("Choose two documents.", html! {}))
            };
            return Ok(layout::page(desk, ask, Page { title: "Compare", at: "/compare", class: "wide", body }));
        }
        let comparison = compare(&documents.iter().map(|it| &it.0).collect::<Vec<_>>());
        let names: Vec<String> = documents.iter().map(|it| it.1.name.clone()).collect();
        let title = format!("{} point by point", names.iter().map(|it| safe_line(it)).collect::<Vec<_>>().join(", "));
        if ask.form != Form::Page {
            let leaving = Leaving::of(desk, ask, dossier)?;
            documents.iter().try_for_each(|(_, it)| leaving.only(it))?;
            let sections = report::sheet::versions(&comparison, &names);
            return other_form(ask, "compare", &title, &sections, report::sheet::comparison_json(&comparison, &names), None).ok_or_else(Trouble::none);
        }
        let of = |verdict| comparison.rows.iter().filter(|it| it.verdict() == verdict).count();
        let body = html! {
            header.head { h1 { "Compare" } p.lead { (of(Verdict::Changed)) " points changed, " (of(Verdict::Partly)) " only in some, " (of(Verdict::Kept)) " kept." } }
            (form)
            (grid(&comparison, &documents.iter().map(|it| &it.1).collect::<Vec<_>>()))
            @if !comparison.mirrored.is_empty() { p.note { "Names that take each other's place, and are no change: " (comparison.mirrored.iter().map(|(a, b)| format!("{}… and {}…", safe_line(a), safe_line(b))).collect::<Vec<_>>().join(", ")) } }
            (layout::forms("/compare", &ask.query.with("", None), &FORMS))
        };
        Ok(layout::page(desk, ask, Page { title: "Compare", at: "/compare", class: "wide", body }))
    })
}

fn grid(comparison: &Comparison, documents: &[&armistice::dossier::Document]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Points side by side" {
            table.versions {
                thead { tr { th scope="col" { "Point" } @for document in documents { th scope="col" dir="auto" { a href={ "/" (document.key) } { (shown::title(document)) } } } } }
                tbody {
                    @for row in &comparison.rows {
                        tr.(match row.verdict() { Verdict::Kept => "kept", Verdict::Changed => "changed", Verdict::Partly => "partly" }) {
                            th scope="row" { (row.verdict().as_str()) @if row.moved.contains(&true) { span.tail { "in another order" } } }
                            @for (n, telling) in row.tellings.iter().enumerate() { td { @match telling { Some(point) => (self::telling(row, n, point)), None => span.quiet { "not in this one" } } } }
                        }
                    }
                }
            }
        }
    }
}

fn telling(row: &Row, n: usize, point: &Point) -> Markup {
    html! {
        p dir="auto" { @if let Some(number) = &point.number { b { (number) ". " } } (safe_line(point.quote.words())) }
        @for change in &row.changes[n] {
            p.tail {
                (change.what.as_str()) ": "
                @match (&change.a, &change.b) {
                    (Some(a), Some(b)) => { del { (safe_line(a.words())) } " → " ins { (safe_line(b.words())) } },
                    (Some(a), None) => { "without " del { (safe_line(a.words())) } },
                    (None, Some(b)) => { "with " ins { (safe_line(b.words())) } },
                    (None, None) => {},
                }
            }
        }
    }
}
