//! The network as a picture (SVG): actors as dots, a line from each to whom it is tied, as thick as there are events behind it. Those with
//! the most ties are drawn; the list beside the picture has all.
use super::Shown;
use super::graph::xml;
use crate::shown::{line, shortened};
use evidence::ActorId;
use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::TAU;
use std::fmt::Write as _;

/// So many actors are drawn.
const MOST: usize = 36;
/// How often all dots are moved.
const STEPS: usize = 240;

/// The network as one self-contained SVG.
pub fn svg(shown: &Shown<'_>) -> String {
    let mut weight: BTreeMap<&ActorId, usize> = BTreeMap::new();
    for tie in &shown.sheet.ties {
        for id in [&tie.from, &tie.to] {
            *weight.entry(id).or_default() += tie.n_events;
        }
    }
    let mut ids: Vec<&ActorId> = weight.keys().copied().collect();
    ids.sort_by_key(|id| (std::cmp::Reverse(weight[id]), *id));
    ids.truncate(MOST);
    let at: BTreeMap<&ActorId, usize> = ids.iter().enumerate().map(|(n, id)| (*id, n)).collect();
    // One line for each pair, with all that ties them.
    let mut pairs: BTreeMap<(usize, usize), (usize, BTreeSet<&'static str>)> = BTreeMap::new();
    for tie in &shown.sheet.ties {
        let (Some(&from), Some(&to)) = (at.get(&tie.from), at.get(&tie.to)) else { continue };
        if from == to {
            continue;
        }
        let pair = pairs.entry((from.min(to), from.max(to))).or_default();
        pair.0 += tie.n_events;
        pair.1.insert(tie.bond.as_str());
    }
    let places = places(ids.len(), &pairs.iter().map(|(pair, (n, _))| (*pair, *n)).collect::<Vec<_>>());
    // As much as there is, with room for the names.
    let (left, right) = (ends(places.iter().map(|it| it.0), 110.0), ends(places.iter().map(|it| -it.0), 110.0));
    let (top, bottom) = (ends(places.iter().map(|it| it.1), 60.0), ends(places.iter().map(|it| -it.1), 40.0));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{left:.0} {top:.0} {:.0} {:.0}\" font-family=\"sans-serif\" font-size=\"13\">\n<title>Who is tied to whom</title>\n",
        -right - left,
        -bottom - top
    );
    for ((a, b), (n, bonds)) in &pairs {
        let ((x1, y1), (x2, y2)) = (places[*a], places[*b]);
        let bonds: Vec<&str> = bonds.iter().copied().collect();
        let says = format!("{} and {}: {} ({n})", shown.actor(ids[*a]), shown.actor(ids[*b]), bonds.join(", "));
        #[expect(clippy::cast_precision_loss, reason = "no two actors share 2^52 events")]
        let thick = 1.0 + (*n as f64).sqrt();
        let _ = writeln!(
            out,
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"#888\" stroke-opacity=\"0.55\" stroke-width=\"{thick:.1}\"><title>{}</title></line>",
            xml(&says)
        );
    }
    for (n, id) in ids.iter().enumerate() {
        let (x, y) = places[n];
        #[expect(clippy::cast_precision_loss, reason = "no actor has 2^52 events")]
        let size = 5.0 + (weight[id] as f64).sqrt() * 2.0;
        let name = shown.actor(id);
        let _ = writeln!(
            out,
            "<g data-name=\"{}\"><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size:.1}\" fill=\"#222\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text></g>",
            xml(name),
            y - size - 5.0,
            xml(&shortened(&line(name), 28))
        );
    }
    out + "</svg>\n"
}

/// The least of all, less some room.
fn ends(all: impl Iterator<Item = f64>, room: f64) -> f64 {
    all.fold(f64::MAX, f64::min).min(1e6) - room
}

/// Where the dots lie: pushed apart by each other, drawn together by their ties, the same each time.
fn places(count: usize, ties: &[((usize, usize), usize)]) -> Vec<(f64, f64)> {
    #[expect(clippy::cast_precision_loss, reason = "no picture has 2^52 dots")]
    let turn = |n: usize| TAU * n as f64 / count.max(1) as f64;
    let mut places: Vec<(f64, f64)> = (0..count).map(|n| (600.0 + 380.0 * turn(n).cos(), 380.0 + 260.0 * turn(n).sin())).collect();
    #[expect(clippy::cast_precision_loss, reason = "no picture has 2^52 dots")]
    let reach = ((1200.0 * 760.0 / count.max(1) as f64).sqrt() * 0.8).min(170.0);
    let (wide, high) = (600.0, 380.0);
    for step in 0..STEPS {
        let mut moves = vec![(0.0, 0.0); count];
        for a in 0..count {
            for b in a + 1..count {
                let (x, y) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
                let far = (x * x + y * y).sqrt().max(1.0);
                // Whoever is far away already pushes no more, so that groups that nothing ties stay near.
                let push = if far > 2.5 * reach { 0.0 } else { reach * reach / far / far };
                moves[a] = (moves[a].0 + x * push, moves[a].1 + y * push);
                moves[b] = (moves[b].0 - x * push, moves[b].1 - y * push);
            }
        }
        for ((a, b), n) in ties {
            let (x, y) = (places[*a].0 - places[*b].0, places[*a].1 - places[*b].1);
            let far = (x * x + y * y).sqrt().max(1.0);
            #[expect(clippy::cast_precision_loss, reason = "no two actors share 2^52 events")]
            let pull = far / reach * (1.0 + (*n as f64).ln() * 0.3);
            moves[*a] = (moves[*a].0 - x * pull, moves[*a].1 - y * pull);
            moves[*b] = (moves[*b].0 + x * pull, moves[*b].1 + y * pull);
        }
        #[expect(clippy::cast_precision_loss, reason = "there are few steps")]
        let most = 60.0 * (1.0 - step as f64 / STEPS as f64) + 1.0;
        for (place, (x, y)) in places.iter_mut().zip(moves) {
            // Drawn to the middle a little, so that what is tied to nothing stays in the picture.
            let (x, y) = (x + (wide - place.0) * 0.4, y + (high - place.1) * 0.6);
            let far = (x * x + y * y).sqrt().max(1.0);
            let share = far.min(most) / far;
            place.0 = (place.0 + x * share).clamp(70.0, 1130.0);
            place.1 = (place.1 + y * share).clamp(40.0, 730.0);
        }
    }
    places
}
