//! The first visit, where there is no dossier yet: an empty one, or one with the example.

use crate::ask::{Ask, Fields, Reply, Trouble};
use crate::desk::Desk;
use crate::layout::{self, Page};
use armistice::dossier::{Dossier, Keep};
use maud::html;

macro_rules! reports {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../../../examples/dossiers/sennet-plateau/reports/", $name)))),*] };
}

/// The reports of the example: a war between two states over a plateau, all of it invented. What is known about a text lies beside it.
const REPORTS: [(&str, &str); 10] = reports!["01-wire.txt" "02-interview.json" "02-interview.txt" "03-note.md" "04-leak.html" "05-wire.txt"
    "06-courier.json" "06-courier.txt" "07-readout.md" "08-wire.txt"];

const PROCESS: &str = include_str!("../../../../examples/dossiers/sennet-plateau/process.toml");

pub(crate) fn page(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let name = report::safe_line(&desk.config.dossier.display().to_string());
    let body = html! {
        section.blank {
            h1 { "A new dossier" }
            p { "There is no file " code { (name) } " yet. It will hold the reports that you give it, what was read in them, and every word that you say of it. It stays on this machine." }
            div.choices {
                form method="post" action="/start" {
                    input type="hidden" name="what" value="example";
                    h2 { "Look around first" }
                    p { "Eight reports on a war over a plateau. The states, people and papers are invented. Reading them takes some seconds." }
                    button.primary type="submit" { "Make it with the example" }
                }
                form method="post" action="/start" {
                    input type="hidden" name="what" value="empty";
                    h2 { "Begin with your own reports" }
                    p { "An empty dossier. On the next page you drop files in: text, PDF, Word, mail, web pages, or an archive of them." }
                    button type="submit" { "Make an empty dossier" }
                }
            }
        }
    };
    Ok(layout::page(desk, ask, Page { title: "A new dossier", at: "/", class: "narrow", body }))
}

pub(crate) fn make(desk: &Desk, ask: &Ask) -> Result<Reply, Trouble> {
    let example = Fields::parse(&ask.body).get("what") == Some("example");
    let person = desk.person();
    Dossier::create(&desk.config.dossier, example.then_some(PROCESS), &person)?;
    if !example {
        return Ok(Reply::see("/documents"));
    }
    desk.add(|dossier, person| {
        for (name, bytes) in example_files() {
            dossier.add_file(&name, bytes, &Keep::default(), person, |_| {})?;
        }
        Ok(())
    })?;
    Ok(Reply::see("/"))
}

/// The reports as they would be dropped in: a text with something known about it as one line of JSON that has both.
fn example_files() -> Vec<(String, Vec<u8>)> {
    let beside = |name: &str| REPORTS.iter().find(|(it, _)| it.strip_suffix(".json") == name.strip_suffix(".txt")).map(|(_, text)| *text);
    let texts = REPORTS.iter().filter(|(name, _)| !name.ends_with(".json"));
    texts
        .map(|(name, text)| {
            let known = beside(name).and_then(|it| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(it).ok());
            match known {
                None => ((*name).to_owned(), text.as_bytes().to_vec()),
                Some(mut line) => {
                    let stem = name.trim_end_matches(".txt");
                    line.insert("id".to_owned(), stem.into());
                    line.insert("text".to_owned(), (*text).into());
                    (format!("{stem}.jsonl"), serde_json::Value::Object(line).to_string().into_bytes())
                }
            }
        })
        .collect()
}
