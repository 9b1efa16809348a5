//! SVG of the graph and of the evolution from a state, readable in black and white: movers by line style and number, verdicts in words.
use std::fmt::Write as _;

use crate::evolution::{By, Evolution};
use crate::explicit::{GraphModel, State};
use crate::stability::{Concept, Solution};

/// More states than these no drawing can show.
const MOST_STATES: usize = 64;

/// Why nothing was drawn.
///
/// ```
/// let error = gmcr::draw::TooManyStates { found: 4096, most: 64 };
/// assert_eq!(error.to_string(), "4096 states are too many for a drawing; it holds at most 64");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyStates {
    /// How many there are to draw.
    pub found: usize,
    /// How many can be drawn.
    pub most: usize,
}

impl std::fmt::Display for TooManyStates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} states are too many for a drawing; it holds at most {}", self.found, self.most)
    }
}

impl std::error::Error for TooManyStates {}

struct Arrow {
    from: usize,
    to: usize,
    mover: usize,
    improvement: bool,
    both_ways: bool,
}

/// The graph: all states in a circle, all moves; solid lines where the mover improves, dotted lines elsewhere; under each state the
/// strongest concepts under which it is an equilibrium.
///
/// ```
/// use gmcr::{draw, explicit::GraphModel, file::{self, Format}, stability};
/// let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\nstatements = [\"Withdraw\"]\n";
/// let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// let svg = draw::graph_svg(&graph, &stability::solve(&graph)).unwrap();
/// assert!(svg.starts_with("<svg") && svg.contains("Nash"));
/// ```
///
/// # Errors
/// More states than a drawing holds.
pub fn graph_svg(graph: &GraphModel, solution: &Solution) -> Result<String, TooManyStates> {
    let n = graph.n_states();
    if n > MOST_STATES {
        return Err(TooManyStates { found: n, most: MOST_STATES });
    }
    let width = box_width(graph, graph.states());
    // Wide enough that a line past a neighbour in the circle seldom crosses its box.
    let radius = (n as f64 * (width + 30.0) / std::f64::consts::TAU * 1.5).max(120.0);
    let centre = (radius + width, radius + 60.0);
    let places: Vec<(f64, f64)> = (0..n)
        .map(|state| {
            let angle = std::f64::consts::TAU * state as f64 / n as f64 - std::f64::consts::FRAC_PI_2;
            (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
        })
        .collect();
    let mut arrows = Vec::new();
    for mover in 0..graph.n_decision_makers() {
        for from in graph.states() {
            for to in graph.moves(mover, from) {
                let back = graph.moves(mover, to).contains(&from);
                let improvement = graph.payoff(mover, to) > graph.payoff(mover, from);
                let worse = graph.payoff(mover, to) < graph.payoff(mover, from);
                // A move and its way back are one line, drawn in the direction of the improvement.
                if back && (worse || (!improvement && from > to)) {
                    continue;
                }
                arrows.push(Arrow { from: from.index(), to: to.index(), mover, improvement, both_ways: back });
            }
        }
    }
    let caption = |state: State| {
        let held: Vec<&str> = strongest(solution, state);
        if held.is_empty() { String::new() } else { held.join(", ") }
    };
    let size = (2.0 * centre.0, 2.0 * centre.1);
    Ok(picture(graph, "Moves", size, width, &places, &graph.states().collect::<Vec<_>>(), &arrows, &caption))
}

/// The evolution: the states in reach in columns by their fewest moves, and the moves of shortest ways.
///
/// ```
/// use gmcr::{draw, evolution::{self, By}, explicit::GraphModel, file::{self, Format}};
/// let toml = "[[decision_makers]]\nname = \"Norland\"\noptions = [\"Withdraw\"]\n";
/// let graph = GraphModel::new(&file::read(toml, Format::Toml).unwrap().model).unwrap();
/// let evolution = evolution::evolve(&graph, graph.state("N").unwrap(), By::Moves);
/// assert!(draw::evolution_svg(&graph, &evolution, By::Moves).unwrap().contains("1: Norland"));
/// ```
///
/// # Errors
/// More states in reach than a drawing holds.
pub fn evolution_svg(graph: &GraphModel, evolution: &Evolution, by: By) -> Result<String, TooManyStates> {
    let reached: Vec<(State, u32)> = evolution.reached().collect();
    if reached.len() > MOST_STATES {
        return Err(TooManyStates { found: reached.len(), most: MOST_STATES });
    }
    let width = box_width(graph, reached.iter().map(|&(state, _)| state));
    let columns = reached.iter().map(|&(_, distance)| distance).max().unwrap_or(0) as usize + 1;
    let mut rows = vec![0usize; columns];
    let mut places = Vec::new();
    for &(_, distance) in &reached {
        let column = distance as usize;
        places.push((width / 2.0 + 20.0 + column as f64 * (width + 90.0), 50.0 + rows[column] as f64 * 64.0));
        rows[column] += 1;
    }
    let tallest = rows.iter().copied().max().unwrap_or(1);
    let mut arrows = Vec::new();
    for (from_idx, &(from, here)) in reached.iter().enumerate() {
        for mover in 0..graph.n_decision_makers() {
            for to in graph.moves(mover, from) {
                let improvement = graph.payoff(mover, to) > graph.payoff(mover, from);
                let Some(to_idx) = reached.iter().position(|&(state, there)| state == to && there == here + 1) else { continue };
                if by == By::Moves || improvement {
                    arrows.push(Arrow { from: from_idx, to: to_idx, mover, improvement, both_ways: false });
                }
            }
        }
    }
    let states: Vec<State> = reached.iter().map(|&(state, _)| state).collect();
    let distance_of: std::collections::HashMap<State, u32> = reached.iter().copied().collect();
    let caption = |state: State| match distance_of.get(&state) {
        Some(0) => "status quo".to_string(),
        Some(1) => "1 move".to_string(),
        Some(count) => format!("{count} moves"),
        None => String::new(),
    };
    let size = (40.0 + columns as f64 * (width + 90.0) - 90.0, 60.0 + tallest as f64 * 64.0);
    let title = if by == By::Moves { "Evolution by moves" } else { "Evolution by improvements" };
    Ok(picture(graph, title, size, width, &places, &states, &arrows, &caption))
}

/// The strongest concepts of an equilibrium: those that no other of its concepts implies.
fn strongest(solution: &Solution, state: State) -> Vec<&'static str> {
    let held = |concept| solution.is_equilibrium(concept, state);
    let implied_by: [(Concept, &[Concept]); 5] = [
        (Concept::Nash, &[]),
        (Concept::Sseq, &[Concept::Nash]),
        (Concept::Seq, &[Concept::Nash, Concept::Sseq]),
        (Concept::Smr, &[Concept::Nash, Concept::Sseq]),
        (Concept::Gmr, &[Concept::Nash, Concept::Sseq, Concept::Seq, Concept::Smr]),
    ];
    implied_by
        .into_iter()
        .filter(|(concept, stronger)| held(*concept) && !stronger.iter().any(|&other| held(other)))
        .map(|(concept, _)| concept.name())
        .collect()
}

fn box_width(graph: &GraphModel, states: impl Iterator<Item = State>) -> f64 {
    let longest = states.map(|state| graph.label(state).chars().count() + state.number().to_string().len() + 3).max().unwrap_or(8);
    (longest as f64 * 8.4 + 14.0).max(90.0)
}

#[expect(clippy::too_many_arguments, reason = "both drawings in one hand; a struct for this would be filled in two places and read in one")]
fn picture(
    graph: &GraphModel,
    title: &str,
    size: (f64, f64),
    box_width: f64,
    places: &[(f64, f64)],
    states: &[State],
    arrows: &[Arrow],
    caption: &dyn Fn(State) -> String,
) -> String {
    const HALF_HEIGHT: f64 = 20.0;
    let legend_height = 48.0 + 20.0 * graph.n_decision_makers() as f64;
    let mut svg = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{0:.0}" height="{1:.0}" viewBox="0 0 {0:.0} {1:.0}" font-family="monospace" font-size="13" role="img">
<title>{title}</title>
<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z"/></marker>
<marker id="open" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0 10 5 0 10" fill="none" stroke="black"/></marker></defs>
<rect width="100%" height="100%" fill="white"/>"#,
        size.0.max(560.0),
        size.1 + legend_height
    );
    let mut numbers = String::new();
    for arrow in arrows {
        let (from, to) = (places[arrow.from], places[arrow.to]);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1.0);
        // Each mover keeps to its own lane, so that lines of two movers do not cover each other.
        let lane = (arrow.mover as f64 - (graph.n_decision_makers() as f64 - 1.0) / 2.0) * 7.0;
        let (ux, uy) = (dx / length, dy / length);
        let (nx, ny) = (-uy * lane, ux * lane);
        // How far a line in this lane and direction runs within a box.
        let within = |ux: f64, uy: f64| {
            let side = |half: f64, offset: f64, along: f64| {
                if along.abs() < 1e-6 { f64::INFINITY } else { (half * along.signum() - offset) / along }
            };
            side(box_width / 2.0, nx, ux).min(side(HALF_HEIGHT, ny, uy)).max(0.0)
        };
        let (start, end) = (within(ux, uy), within(-ux, -uy));
        let (x1, y1) = (from.0 + nx + ux * start, from.1 + ny + uy * start);
        let (x2, y2) = (to.0 + nx - ux * end, to.1 + ny - uy * end);
        let dash = if arrow.improvement { "" } else { r#" stroke-dasharray="2 4""# };
        let back = if arrow.both_ways { r##" marker-start="url(#open)""## } else { "" };
        let head = if arrow.improvement { "head" } else { "open" };
        let _ = writeln!(
            svg,
            r##"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="black" marker-end="url(#{head})"{back}{dash}/>"##
        );
        // Movers' numbers stand at different places along their lines, and in front of the boxes.
        let along = 0.3 + 0.4 * (arrow.mover as f64 + 0.5) / graph.n_decision_makers() as f64;
        let (x, y) = (x1 + (x2 - x1) * along, y1 + (y2 - y1) * along);
        let _ = writeln!(
            numbers,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="8" fill="white" stroke="black" stroke-width="0.5"/><text x="{x:.1}" y="{:.1}" text-anchor="middle" font-size="11">{}</text>"#,
            y + 4.0,
            arrow.mover + 1
        );
    }
    for (&state, &(x, y)) in states.iter().zip(places) {
        let words = caption(state);
        let weight = if words.is_empty() { 1 } else { 2 };
        let _ = writeln!(
            svg,
            r#"<rect x="{:.1}" y="{:.1}" width="{box_width:.1}" height="{:.1}" rx="4" fill="white" stroke="black" stroke-width="{weight}"/>"#,
            x - box_width / 2.0,
            y - HALF_HEIGHT,
            2.0 * HALF_HEIGHT
        );
        let _ = writeln!(
            svg,
            r#"<text x="{x:.1}" y="{:.1}" text-anchor="middle">{} {}</text>"#,
            if words.is_empty() { y + 4.0 } else { y - 3.0 },
            state.number(),
            escaped(&graph.label(state))
        );
        if !words.is_empty() {
            let _ = writeln!(svg, r#"<text x="{x:.1}" y="{:.1}" text-anchor="middle" font-size="11">{}</text>"#, y + 13.0, escaped(&words));
        }
    }
    svg.push_str(&numbers);
    let mut y = size.1 + 12.0;
    let words = ["solid: the mover improves; dotted: it does not; open head: the way back", "the number on a line is its mover:"];
    for line in words {
        let _ = writeln!(svg, r#"<text x="12" y="{y:.1}" font-size="12">{line}</text>"#);
        y += 20.0;
    }
    y -= 20.0;
    for dm in 0..graph.n_decision_makers() {
        y += 20.0;
        let _ = writeln!(svg, r#"<text x="12" y="{y:.1}" font-size="12">{}: {}</text>"#, dm + 1, escaped(graph.name(dm)));
    }
    svg.push_str("</svg>\n");
    svg
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
