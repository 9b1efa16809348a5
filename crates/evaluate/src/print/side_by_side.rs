//! One document's answer and reading side by side, in the text's order, then what is missed or surplus of the rest.
use crate::score::reading::{Compared, Level};
use crate::score::side::{Side, SideAct};
use std::fmt::Write;

const WIDTH: usize = 58;

/// Acts in pairs, with what is wrong of each, then principals, roles, positions and waits.
pub fn side_by_side(id: &str, compared: &Compared<'_>) -> String {
    let (gold, predicted) = (&compared.gold, &compared.predicted);
    let reached = |level: Level| compared.pairs.iter().filter(|(_, _, it)| *it >= level).count();
    let mut out = format!(
        "{id}: {} gold acts, {} predicted; found {}, and type {}, and actor {}, and measure {}, in full {}\n\n",
        gold.acts.len(),
        predicted.acts.len(),
        reached(Level::Found),
        reached(Level::Kind),
        reached(Level::Actor),
        reached(Level::Measure),
        reached(Level::Full)
    );
    let start = |act: &SideAct<'_>| act.raw.quote.iter().map(|span| span[0]).min().unwrap_or(0);
    let mut entries = Vec::new();
    for (i, act) in gold.acts.iter().enumerate() {
        let pair = compared.pairs.iter().find(|(g, _, _)| *g == i).map(|(_, j, level)| (*j, *level));
        entries.push((start(act), false, i, Some(act), pair.map(|(j, _)| &predicted.acts[j]), pair.map(|(_, level)| level)));
    }
    for (j, act) in predicted.acts.iter().enumerate() {
        if !compared.pairs.iter().any(|(_, paired, _)| *paired == j) {
            entries.push((start(act), true, j, None, Some(act), None));
        }
    }
    entries.sort_by_key(|(start, surplus, n, ..)| (*start, *surplus, *n));
    for (_, surplus, _, g, p, level) in entries {
        let title = match level {
            _ if surplus => "SURPLUS",
            None => "MISSED",
            Some(Level::Found) => "WRONG TYPE",
            Some(Level::Kind) => "WRONG ACTOR",
            Some(Level::Actor) => "WRONG MEASURE",
            Some(Level::Measure) => "right, not in full",
            Some(Level::Full) => "right in full",
        };
        let _ = writeln!(out, "{:-<1$}", format!("--- {title} "), 2 * WIDTH + 3);
        let (left, right) = (g.map(|act| fields(gold, act)).unwrap_or_default(), p.map(|act| fields(predicted, act)).unwrap_or_default());
        for n in 0..left.len().max(right.len()) {
            let (a, b) = (left.get(n).map_or("", String::as_str), right.get(n).map_or("", String::as_str));
            if a.is_empty() && b.is_empty() {
                continue;
            }
            let (la, lb) = (textwrap::wrap(a, WIDTH), textwrap::wrap(b, WIDTH));
            for line in 0..la.len().max(lb.len()).max(1) {
                let (x, y) = (la.get(line).map_or("", |it| it), lb.get(line).map_or("", |it| it));
                let _ = writeln!(out, "{}", format!("{x:WIDTH$} | {y}").trim_end());
            }
        }
    }
    let _ = writeln!(out, "{:-<1$}", "", 2 * WIDTH + 3);
    rest(compared, &mut out);
    out
}

fn fields(side: &Side<'_>, act: &SideAct<'_>) -> Vec<String> {
    let raw = act.raw;
    let name = |id: &String| side.answer.actors.iter().position(|it| it.id == *id).map_or(id.clone(), |i| side.name(i).to_owned());
    let mut what = format!("{}: {}", raw.id, raw.act);
    for it in [raw.strength.as_deref(), raw.status.as_deref(), raw.negated.then_some("negated")].into_iter().flatten() {
        let _ = write!(what, ", {it}");
    }
    let mut who: Vec<String> = act.who.iter().map(|&i| side.name(i).to_owned()).collect();
    if who.is_empty() {
        who.push("nobody".to_owned());
    }
    for (title, ids) in [("speaker", raw.speaker.as_slice()), ("told by", &raw.told_by), ("to", &raw.addressee), ("at", &raw.target)] {
        if !ids.is_empty() {
            who.push(format!("({title} {})", ids.iter().map(name).collect::<Vec<_>>().join(", ")));
        }
    }
    let measures: Vec<String> = raw
        .measures
        .iter()
        .map(|it| {
            let params: Vec<String> =
                it.params.iter().map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default())).collect();
            if params.is_empty() { it.id.clone() } else { format!("{} [{}]", it.id, params.join("; ")) }
        })
        .collect();
    let condition = raw.condition.as_ref().map_or_else(String::new, |it| {
        let part = |it: &Option<String>| it.clone().unwrap_or_else(|| "-".to_owned());
        format!("if {} {} {}", part(&it.relation), part(&it.measure), part(&it.actor))
    });
    let when = raw
        .when
        .as_ref()
        .map_or_else(String::new, |it| format!("when {} \"{}\"", it.value.as_deref().unwrap_or("unknown"), side.words(&it.words)));
    vec![
        what,
        format!("by {}", who.join(", ")),
        format!("on {}", if measures.is_empty() { "no measure".to_owned() } else { measures.join(", ") }),
        condition,
        when,
        format!("\"{}\"", side.words(&raw.quote).split_whitespace().collect::<Vec<_>>().join(" ")),
    ]
}

/// Positions and waits of one document that are missed or surplus, one a line.
pub fn differences(compared: &Compared<'_>) -> String {
    let mut page = String::new();
    rest(compared, &mut page);
    let id = &compared.gold.answer.document.id;
    page.lines()
        .filter(|line| (line.starts_with("positions") || line.starts_with("waits")) && !line.ends_with(": none"))
        .map(|line| format!("{id}: {line}\n"))
        .collect()
}

fn rest(compared: &Compared<'_>, out: &mut String) {
    let (gold, predicted) = (&compared.gold, &compared.predicted);
    let list = |items: Vec<String>, none: &str, by: &str| if items.is_empty() { none.to_owned() } else { items.join(by) };
    let found = compared.principals();
    let missed = gold.themselves.iter().filter(|i| !found.iter().any(|(g, _)| g == *i)).map(|&i| gold.name(i).to_owned()).collect();
    let surplus =
        predicted.themselves.iter().filter(|j| !found.iter().any(|(_, p)| p == *j)).map(|&j| predicted.name(j).to_owned()).collect();
    let _ = writeln!(out, "principals missed: {}\nprincipals surplus: {}", list(missed, "none", ", "), list(surplus, "none", ", "));
    let roles = found
        .iter()
        .filter(|(i, j)| gold.roles(*i) != predicted.roles(*j))
        .map(|(i, j)| format!("{} {:?} -> {:?}", gold.name(*i), gold.roles(*i), predicted.roles(*j)))
        .collect();
    let _ = writeln!(out, "roles (gold -> predicted): {}", list(roles, "as in gold", "; "));
    let position = |side: &Side<'_>, n: usize| {
        let it = &side.positions[n];
        let acts = side.answer.positions[n].acts.join(" ");
        format!("{} {} {}{} ({acts})", side.name(it.actor), it.stance, it.measure, if it.red_line { ", red line" } else { "" })
    };
    let missed = (0..gold.positions.len())
        .filter(|&n| !predicted.positions.iter().any(|p| gold.same_position(&gold.positions[n], predicted, p)))
        .map(|n| position(gold, n))
        .collect();
    let surplus = (0..predicted.positions.len())
        .filter(|&n| !gold.positions.iter().any(|g| gold.same_position(g, predicted, &predicted.positions[n])))
        .map(|n| position(predicted, n))
        .collect();
    let _ = writeln!(out, "positions missed: {}\npositions surplus: {}", list(missed, "none", "; "), list(surplus, "none", "; "));
    let waits = |side: &Side<'_>| -> Vec<(String, String)> {
        let part = |it: &Option<String>| it.clone().unwrap_or_else(|| "-".to_owned());
        side.answer
            .waits
            .iter()
            .map(|it| (part(&it.what.measure), format!("{} ({})", part(&it.awaited.measure), it.acts.join(" "))))
            .collect()
    };
    for (title, mine, theirs) in [("missed", waits(gold), waits(predicted)), ("surplus", waits(predicted), waits(gold))] {
        let bare = |it: &(String, String)| (it.0.clone(), it.1.split(" (").next().unwrap_or_default().to_owned());
        let mut left: Vec<_> = theirs.iter().map(bare).collect();
        let mut items = Vec::new();
        for it in &mine {
            match left.iter().position(|other| *other == bare(it)) {
                Some(n) => drop(left.swap_remove(n)),
                None => items.push(format!("{} for {}", it.0, it.1)),
            }
        }
        let _ = writeln!(out, "waits {title}: {}", list(items, "none", "; "));
    }
}
