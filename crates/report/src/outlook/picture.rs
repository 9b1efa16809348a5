//! The outcomes as a picture (SVG): today on the left, each outcome that would hold with the steps that lead there. Readable in black and
//! white: what holds has a double frame, a step that is not better for its maker is dashed and says so.
use super::Shown;
use super::claims::families;
use crate::sheet::xml;
use crate::shown::{line, shortened};
use gmcr::stability::Concept;
use outlook::answers::Outcome;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The width of a box, the gap between columns and the height of a line of text, in points.
const WIDTH: f64 = 310.0;
const GAP: f64 = 220.0;
const LINE: f64 = 15.0;

/// More outcomes than these no page can show.
const MOST: usize = 8;

/// More lines than these no box can show.
const LINES: usize = 9;

/// Letters that fit into a box.
const LETTERS: usize = 50;

struct Node {
    bits: u64,
    column: usize,
    lines: Vec<String>,
    caption: String,
    holds: bool,
    y: f64,
}

struct Arrow {
    from: u64,
    to: u64,
    label: String,
    against: bool,
}

/// The graph of outcomes with the ways that lead there, as one self-contained SVG.
pub fn svg(shown: &Shown<'_>) -> String {
    let answers = shown.answers;
    let mut told: Vec<&Outcome> = families(shown).into_iter().map(|(it, _)| it).take(MOST).collect();
    if told.is_empty() {
        told = answers.outcomes.iter().take(MOST).collect();
    }
    let mut nodes: BTreeMap<u64, Node> = BTreeMap::new();
    let mut arrows: Vec<Arrow> = Vec::new();
    put(shown, answers.today, 0, &mut nodes);
    let longest = told.iter().filter_map(|it| it.path.as_ref()).map(|it| it.steps.len()).max().unwrap_or(0);
    for it in &told {
        let mut end = answers.today;
        let steps = it.path.as_ref().map_or(&[][..], |it| it.steps.as_slice());
        for (n, step) in steps.iter().enumerate() {
            put(shown, step.to, n + 1, &mut nodes);
            let label = format!("{}. {}", n + 1, shown.proposal.decision_makers[step.decision_maker].name);
            if !arrows.iter().any(|it| it.from == end && it.to == step.to && it.label == label) {
                arrows.push(Arrow { from: end, to: step.to, label, against: !step.improves });
            }
            end = step.to;
        }
        let out_of_reach = steps.is_empty() && !it.is_today;
        if out_of_reach {
            end = it.bits;
            put(shown, end, longest + 1, &mut nodes);
        }
        if let Some(node) = nodes.get_mut(&end) {
            node.holds = true;
            let how = match () {
                () if it.holds.contains(&Concept::Nash) => "holds: nobody does better by a move of its own",
                () if it.is_firm() => "holds if each reckons with real answers",
                () => "holds only among very cautious parties",
            };
            how.clone_into(&mut node.caption);
            if out_of_reach {
                node.caption += "; no way leads there";
            }
        }
    }
    if let Some(node) = nodes.get_mut(&answers.today)
        && !node.holds
    {
        "would not last".clone_into(&mut node.caption);
    }
    draw(nodes.into_values().collect(), &arrows, answers.today)
}

fn put(shown: &Shown<'_>, bits: u64, column: usize, nodes: &mut BTreeMap<u64, Node>) {
    let (proposal, today) = (shown.proposal, shown.answers.today);
    let name = |i: usize| format!("{}: {}", shown.owner(proposal, i), shown.noun(&proposal.options[i]).words);
    let options = 0..proposal.options.len();
    let node = nodes.entry(bits).or_insert_with(|| {
        let mut lines: Vec<String> = if bits == today {
            options.filter(|i| bits >> i & 1 == 1).map(name).collect()
        } else {
            options
                .filter(|i| (bits ^ today) >> i & 1 == 1)
                .map(|i| format!("{} {}", if bits >> i & 1 == 1 { "+" } else { "−" }, name(i)))
                .collect()
        };
        if lines.is_empty() {
            lines.push("none of the moves is made".to_owned());
        }
        if lines.len() > LINES {
            let more = lines.len() - LINES + 1;
            lines.truncate(LINES - 1);
            lines.push(format!("and {more} more"));
        }
        Node { bits, column, lines, caption: String::new(), holds: false, y: 0.0 }
    });
    node.column = node.column.max(column);
}

fn height(it: &Node) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no box has 2^52 lines")]
    let lines = it.lines.len() as f64;
    LINE * (lines + 2.0) + 14.0
}

fn draw(mut nodes: Vec<Node>, arrows: &[Arrow], today: u64) -> String {
    nodes.sort_by_key(|it| (it.column, !it.holds, it.bits));
    let columns = nodes.iter().map(|it| it.column).max().unwrap_or(0) + 1;
    let mut below = vec![20.0_f64; columns];
    for it in &mut nodes {
        it.y = below[it.column];
        below[it.column] += height(it) + 30.0;
    }
    let tallest = below.iter().copied().fold(0.0, f64::max);
    for it in &mut nodes {
        it.y += (tallest - below[it.column]) / 2.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "no picture has 2^52 columns")]
    let x = |column: usize| 20.0 + column as f64 * (WIDTH + GAP);
    let (wide, high) = ((x(columns - 1) + WIDTH + 20.0).max(620.0), tallest + 30.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide:.0} {high:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>What would hold, and what leads there</title>\n\
         <rect width=\"{wide:.0}\" height=\"{high:.0}\" fill=\"#fff\"/>\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" \
         markerWidth=\"9\" markerHeight=\"9\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
    );
    let node = |bits: u64| nodes.iter().find(|it| it.bits == bits);
    for it in &nodes {
        let (left, high) = (x(it.column), height(it));
        let frame = |inset: f64, radius: f64, fill: &str| {
            let (x, y, w, h) = (left + inset, it.y + inset, WIDTH - 2.0 * inset, high - 2.0 * inset);
            format!(
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"#222\"/>\n"
            )
        };
        out += &frame(0.0, 5.0, "#fff");
        if it.holds {
            out += &frame(3.0, 3.0, "none");
        }
        let title = if it.bits == today { "Today" } else { "Otherwise than today" };
        let mut y = it.y + 19.0;
        let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{y:.1}\" font-weight=\"bold\">{title}</text>", left + 11.0);
        for text in &it.lines {
            y += LINE;
            let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{y:.1}\">{}</text>", left + 11.0, words(text, LETTERS));
        }
        if !it.caption.is_empty() {
            y += LINE + 2.0;
            let caption = words(&it.caption, 58);
            let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{y:.1}\" font-size=\"10\" font-style=\"italic\">{caption}</text>", left + 11.0);
        }
    }
    for it in arrows {
        let (Some(from), Some(to)) = (node(it.from), node(it.to)) else { continue };
        let (x1, y1) = (x(from.column) + WIDTH, from.y + height(from) / 2.0);
        let (x2, y2) = (x(to.column) - 2.0, to.y + height(to) / 2.0);
        let dash = if it.against { " stroke-dasharray=\"6 4\"" } else { "" };
        let _ = writeln!(
            out,
            "<path d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.4\"{dash} marker-end=\"url(#tip)\"/>"
        );
        // At the start, above a line that rises and below one that falls: names of lines that cross or part stay apart.
        let (label_x, label_y) = (x1 + 10.0, if y2 < y1 { y1 - 28.0 } else { y1 + 32.0 });
        let halo = "stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"";
        let _ = writeln!(out, "<text x=\"{label_x:.1}\" y=\"{label_y:.1}\" {halo}>{}</text>", words(&it.label, 28));
        if it.against {
            let y = label_y + 12.0;
            let _ = writeln!(
                out,
                "<text x=\"{label_x:.1}\" y=\"{y:.1}\" font-size=\"10\" font-style=\"italic\" {halo}>not better for it</text>"
            );
        }
    }
    let _ = writeln!(
        out,
        "<text x=\"20\" y=\"{:.1}\" font-size=\"10\">Double frame: it would hold. + taken up, − given up, against today. Dashed: a step that is \
         not better for who makes it.</text>",
        high - 12.0
    );
    out + "</svg>\n"
}

/// Words that fit, as XML.
fn words(given: &str, letters: usize) -> String {
    xml(&shortened(&line(given), letters))
}
