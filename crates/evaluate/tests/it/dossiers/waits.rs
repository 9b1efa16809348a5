//! Waits, deadlocks and swaps, on both dates.
use super::{Dossier, day, differ, each, text, words};
use evidence::Measures;
use jiff::civil;
use std::collections::BTreeSet;
use table::Side;
use table::dossier::{Sheet, View, Wait, sheet};

fn at(dossier: &Dossier, on: civil::Date) -> Sheet {
    sheet(&dossier.record, View::as_of(on), Measures::embedded())
}

/// Whether an entry of a list stood on that day.
fn on(it: &toml::Table, when: civil::Date) -> bool {
    it["on"].as_array().expect("days").iter().any(|it| day(it) == when)
}

fn side_by_hand(it: &toml::Value) -> String {
    let it = it.as_table().expect("a side");
    format!("{}/{}", text(it, "actor"), text(it, "measure"))
}

fn side(it: &Side) -> String {
    let actor = it.actor.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{actor}/{}", it.measure.as_ref().map(ToString::to_string).unwrap_or_default())
}

fn said(it: &toml::Table) -> String {
    it.get("said").map_or("own".to_owned(), |it| it.as_str().expect("a word").to_owned())
}

fn pair_by_hand(it: &toml::Table) -> String {
    format!("{} {} <- {}", said(it), side_by_hand(&it["what"]), side_by_hand(&it["for"]))
}

fn pair(it: &Wait) -> String {
    format!("{} {} <- {}", it.said, side(&it.what), side(&it.awaited))
}

#[test]
fn the_waits_that_stand_are_as_made_by_hand() {
    each(|dossier, faults| {
        for when in [dossier.day("middle"), dossier.day("last")] {
            let expected = dossier.list("wait").into_iter().filter(|it| on(it, when)).map(|it| {
                // The one who would have to do it has refused by then.
                let blocked = it.get("blocked").map(|it| text(it.as_table().expect("a table"), "by")).unwrap_or_default();
                format!("{when} {} {} {} blocked {blocked}", pair_by_hand(it), text(it, "relation"), words(it, "acts").join(" "))
            });
            let sheet = at(dossier, when);
            let made = sheet.waits.iter().filter(|it| it.stands()).map(|it| {
                let acts: Vec<String> = it.acts().iter().map(|it| it.at.to_string()).collect();
                let blocked = it.blocked().map(ToString::to_string).unwrap_or_default();
                format!("{when} {} {} {} blocked {blocked}", pair(it), it.relation, acts.join(" "))
            });
            differ("wait", expected.collect(), made.collect(), faults);
        }
    });
}

#[test]
fn waits_end_by_the_acts_found_by_hand() {
    each(|dossier, faults| {
        let sheet = at(dossier, dossier.day("last"));
        for it in dossier.list("wait") {
            let Some(ended) = it.get("ended") else { continue };
            let by = text(ended.as_table().expect("a table"), "by");
            let found = sheet.waits.iter().any(|wait| pair(wait) == pair_by_hand(it) && wait.ended().iter().any(|it| it.to_string() == by));
            if !found {
                let all: Vec<String> = sheet
                    .waits
                    .iter()
                    .map(|wait| format!("{} {:?}", pair(wait), wait.ended().iter().map(ToString::to_string).collect::<Vec<_>>()))
                    .collect();
                faults.push(format!("{} ends by {by}; the table has {all:#?}", pair_by_hand(it)));
            }
        }
    });
}

#[test]
fn deadlocks_swaps_and_who_could_break_them_are_as_made_by_hand() {
    each(|dossier, faults| {
        let waits = dossier.list("wait");
        let named = |id: &String| pair_by_hand(waits.iter().find(|it| text(it, "id") == *id).expect("a wait of that name"));
        for when in [dossier.day("middle"), dossier.day("last")] {
            let sheet = at(dossier, when);
            for (key, is_swap) in [("deadlock", false), ("swap", true)] {
                let expected = dossier.list(key).into_iter().filter(|it| on(it, when)).map(|it| {
                    let cycle: BTreeSet<String> = words(it, "waits").iter().map(named).collect();
                    let by: BTreeSet<String> = it
                        .get("could_break")
                        .and_then(|it| it.as_array())
                        .into_iter()
                        .flatten()
                        .map(|it| text(it.as_table().expect("a table"), "by"))
                        .collect();
                    format!("{when} {key} {cycle:?} could be broken by {by:?}")
                });
                let made = sheet.cycles.iter().filter(|it| it.is_swap == is_swap).map(|it| {
                    let cycle: BTreeSet<String> = it.waits.iter().map(|&i| pair(&sheet.waits[i])).collect();
                    let by: BTreeSet<String> = it.could_break.iter().map(|it| it.by.to_string()).collect();
                    format!("{when} {key} {cycle:?} could be broken by {by:?}")
                });
                differ(key, expected.collect(), made.collect(), faults);
            }
        }
    });
}

#[test]
fn who_could_break_a_deadlock_is_shown_by_the_acts_found_by_hand() {
    // The proposal by which another deadlock was once broken: that it could serve here too is a person's thought.
    const THOUGHT_OF: &str = "04-readout#a7";
    each(|dossier, faults| {
        for when in [dossier.day("middle"), dossier.day("last")] {
            let sheet = at(dossier, when);
            for it in dossier.list("deadlock").into_iter().filter(|it| on(it, when)) {
                for way in it["could_break"].as_array().expect("a list") {
                    let way = way.as_table().expect("a table");
                    let by = text(way, "by");
                    let mine: Vec<String> = sheet
                        .cycles
                        .iter()
                        .flat_map(|it| &it.could_break)
                        .filter(|it| it.by.0 == by)
                        .flat_map(|it| it.acts.iter().map(ToString::to_string))
                        .collect();
                    let thought_of = |it: &str| by == "wick" && it == THOUGHT_OF;
                    let missing: Vec<String> = words(way, "acts").into_iter().filter(|it| !mine.contains(it) && !thought_of(it)).collect();
                    if !missing.is_empty() {
                        faults.push(format!("{when} {by} could break it by {missing:?}; the table has {mine:?}"));
                    }
                }
            }
        }
    });
}
