//! `cases/attributions.md`: prose with marks, and what the trained weights make of it.

use std::collections::BTreeMap;
use std::ops::Range;

use tagger::{Config, Tagger};

/// A case's text, and its attributions by number: source, cue, content.
type Case = (String, BTreeMap<u32, [Vec<Range<usize>>; 3]>);

#[test]
fn what_the_trained_tagger_reads() {
    let mut wrong = String::new();
    let cases: Vec<(&str, Case)> = include_str!("../../cases/attributions.md")
        .split("\n## ")
        .skip(1)
        .map(|section| {
            let lines = section.lines().filter_map(|l| l.strip_prefix("> "));
            (section.lines().next().unwrap_or_default(), parse(&lines.collect::<Vec<_>>().join("\n")))
        })
        .collect();
    assert!(cases.len() >= 5 && cases.iter().all(|(_, (_, marks))| !marks.is_empty()), "cases with marks");
    for (heading, (text, marks)) in cases {
        let Some(tagger) = Tagger::embedded() else {
            continue;
        };
        let mut found: Vec<_> = tagger.attributions(&text, &Config::default()).into_iter().map(|a| [a.source, a.cue, a.content]).collect();
        let mut expected: Vec<_> = marks.into_values().collect();
        for list in [&mut found, &mut expected] {
            list.sort_by_key(|[_, cue, _]| cue.first().map(|r| r.start));
        }
        if found != expected {
            let show = |list: &[[Vec<Range<usize>>; 3]]| {
                let role = |r: &Vec<Range<usize>>| r.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>().join(" | ");
                list.iter().map(|a| format!("  {}\n", a.each_ref().map(role).join(" / "))).collect::<String>()
            };
            wrong += &format!("{heading}\n expected\n{} found\n{}", show(&expected), show(&found));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Takes the marks out of a text and says where their words are.
fn parse(marked: &str) -> Case {
    let (mut text, mut marks, mut open) = (String::new(), BTreeMap::<u32, [Vec<Range<usize>>; 3]>::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find(['[', ']']) {
        text += &rest[..at];
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("[[") {
            let (head, words) = after.split_once(": ").expect("a colon and a space after the number");
            let (role, number) = head.split_once(' ').expect("a role and a number");
            let role = ["source", "cue", "content"].iter().position(|r| *r == role).expect("a known role");
            open.push((number.parse().expect("a number"), role, text.len()));
            rest = words;
        } else {
            let (number, role, start): (u32, usize, usize) = open.pop().expect("an open mark");
            marks.entry(number).or_default()[role].push(start..text.len());
            rest = rest.strip_prefix("]]").expect("two brackets");
        }
    }
    text += rest;
    (text, marks)
}
