//! What waits for what as a picture (SVG): moves in a ring, an arrow from each to the one that it waits for. Deadlocks are drawn
//! thick and named in words too; what only another tells is dashed.
use super::Shown;
use super::waits::side;
use crate::shown::{line, shortened};
use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::TAU;
use std::fmt::Write as _;
use table::Side;

/// The width of a box and its height, in points.
const BOX: (f64, f64) = (190.0, 44.0);

/// How much wider than high the ring is, since boxes are.
const WIDER: f64 = 1.6;

/// The waits that stand, as one self-contained SVG.
pub fn svg(shown: &Shown<'_>) -> String {
    drawn(shown, shown.sheet.waits.iter().enumerate().filter(|(_, it)| it.stands()).collect())
}

/// The same of at most so many waits, where there are more than anybody could follow in one picture: those of deadlocks, the smallest ones
/// first, and where there is none the first waits. With how many there are in it.
pub fn svg_first(shown: &Shown<'_>, most: usize) -> (String, usize) {
    let sheet = shown.sheet;
    let mut cycles: Vec<&[usize]> = sheet.cycles.iter().filter(|it| !it.is_swap).map(|it| it.waits.as_slice()).collect();
    cycles.sort_by_key(|it| it.len());
    let mut some: BTreeSet<usize> = BTreeSet::new();
    for cycle in cycles {
        if some.iter().chain(cycle).collect::<BTreeSet<_>>().len() > most {
            break;
        }
        some.extend(cycle);
    }
    if some.is_empty() {
        some.extend((0..sheet.waits.len()).filter(|at| sheet.waits[*at].stands()).take(most));
    }
    (drawn(shown, some.iter().map(|at| (*at, &sheet.waits[*at])).collect()), some.len())
}

fn drawn(shown: &Shown<'_>, waits: Vec<(usize, &table::dossier::Wait)>) -> String {
    // Two prices that nobody names may be different ones, so each has its own box.
    let box_of = |i: usize, it: &Side| (side(shown, it), if it.measure.is_none() { i + 1 } else { 0 });
    let mut places: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for (i, wait) in &waits {
        for it in [&wait.what, &wait.awaited] {
            places.entry(box_of(*i, it)).or_insert_with(|| {
                names.push(side(shown, it));
                names.len() - 1
            });
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "no picture has 2^52 boxes")]
    let (count, radius) = (names.len().max(1) as f64, (names.len() as f64 * 34.0).max(150.0));
    let (middle_x, middle_y) = (WIDER * radius + BOX.0, radius + BOX.1 + 10.0);
    #[expect(clippy::cast_precision_loss, reason = "no picture has 2^52 boxes")]
    let at = |i: usize| {
        let turn = TAU * (i as f64 / count) - TAU / 4.0;
        (middle_x + WIDER * radius * turn.cos(), middle_y + radius * turn.sin())
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>What waits for what</title>\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"9\" \
         markerHeight=\"9\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n",
        2.0 * middle_x,
        2.0 * middle_y
    );
    let in_deadlock: BTreeSet<usize> = shown.sheet.cycles.iter().filter(|it| !it.is_swap).flat_map(|it| it.waits.iter().copied()).collect();
    for (i, wait) in waits {
        let (from, to) = (at(places[&box_of(i, &wait.what)]), at(places[&box_of(i, &wait.awaited)]));
        let deadlock = in_deadlock.contains(&i);
        let dashed = if wait.said == table::dossier::Said::Own { "" } else { " stroke-dasharray=\"5 4\"" };
        let ((x1, y1), (x2, y2)) = (edge(from, to), edge(to, from));
        // Two arrows between the same boxes bend apart.
        let (bend_x, bend_y) = ((x1 + x2) / 2.0 + (y2 - y1) * 0.12, (y1 + y2) / 2.0 - (x2 - x1) * 0.12);
        // The word stands beside the middle of the arrow, which comes halfway to where it bends to.
        let word = |a: f64, b: f64, bend: f64| (a + b) * 0.2 + bend * 0.6;
        let (word_x, word_y) = (word(x1, x2, bend_x), word(y1, y2, bend_y));
        let width = if deadlock { "3" } else { "1.2" };
        let note = if deadlock { " (deadlock)" } else { "" };
        let _ = writeln!(
            out,
            "<path d=\"M{x1:.1} {y1:.1}Q{bend_x:.1} {bend_y:.1} {x2:.1} {y2:.1}\" fill=\"none\" stroke=\"#222\" stroke-width=\"{width}\"{dashed} \
             marker-end=\"url(#tip)\"/><text x=\"{word_x:.1}\" y=\"{word_y:.1}\" text-anchor=\"middle\">{}{note}</text>",
            wait.relation
        );
    }
    for (i, name) in names.iter().enumerate() {
        let (x, y) = at(i);
        let (actor, measure) = name.split_once(": ").unwrap_or((name, ""));
        let _ = writeln!(
            out,
            "<g data-name=\"{}\"><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{}\" height=\"{}\" rx=\"5\" fill=\"#fff\" stroke=\"#222\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\"><tspan font-weight=\"bold\">{}</tspan><tspan x=\"{x:.1}\" dy=\"16\">{}</tspan></text></g>",
            super::graph::xml(name),
            x - BOX.0 / 2.0,
            y - BOX.1 / 2.0,
            BOX.0,
            BOX.1,
            y - 3.0,
            words(actor),
            words(measure),
        );
    }
    out + "</svg>\n"
}

/// Words that fit into a box, as XML.
fn words(given: &str) -> String {
    super::graph::xml(&shortened(&line(given), 28))
}

/// Where the line from the middle of one box to another leaves the first.
fn edge(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let share = (BOX.0 / 2.0 / x.abs().max(1e-9)).min(BOX.1 / 2.0 / y.abs().max(1e-9)).min(1.0);
    (from.0 + x * share, from.1 + y * share)
}
