//! The outcomes as a picture (SVG): today on the left, the outcomes that would hold on the right, one below the other, and between them the
//! steps that lead there. As wide as a sheet of paper is, however many steps there are. Readable in black and white: what holds has a double
//! frame, a step that is not better for its maker is dashed and says so.
use super::Shown;
use super::claims::families;
use super::words::half_done;
use crate::sheet::xml;
use crate::shown::line;
use gmcr::stability::Concept;
use outlook::answers::Outcome;
use std::fmt::Write as _;

/// The width of a box, of a step, and the gap between columns, in points.
const BOX: f64 = 300.0;
const STEP: f64 = 290.0;
const GAP: f64 = 50.0;

/// The height of a line of text, and the room around text.
const LINE: f64 = 15.0;
const ROOM: f64 = 10.0;

/// The room between boxes and between steps.
const BETWEEN: f64 = 26.0;
const STEPS: f64 = 16.0;

/// Letters that fit into a line of a box and of a step.
const LETTERS: usize = 46;

/// More outcomes than these no page can show.
const MOST: usize = 8;

/// A frame with its lines of text.
struct Frame {
    title: String,
    lines: Vec<String>,
    /// What stands below, in small letters.
    caption: Vec<String>,
    holds: bool,
    dashed: bool,
}

impl Frame {
    fn height(&self) -> f64 {
        let title = usize::from(!self.title.is_empty());
        2.0 * ROOM + LINE * count(self.lines.len() + title + self.caption.len()) - 3.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "no picture has 2^52 lines")]
fn count(it: usize) -> f64 {
    it as f64
}

/// An outcome with the way that leads there.
struct Row {
    steps: Vec<Frame>,
    end: Frame,
}

impl Row {
    fn steps_height(&self) -> f64 {
        let steps: f64 = self.steps.iter().map(Frame::height).sum();
        steps + STEPS * count(self.steps.len().saturating_sub(1))
    }

    fn height(&self) -> f64 {
        self.end.height().max(self.steps_height())
    }
}

/// The graph of outcomes with the ways that lead there, as one self-contained SVG.
pub fn svg(shown: &Shown<'_>) -> String {
    let (proposal, answers) = (shown.proposal, shown.answers);
    let mut told: Vec<&Outcome> = families(shown).into_iter().map(|(it, _)| it).collect();
    if told.is_empty() {
        told = answers.outcomes.iter().collect();
    }
    let left = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    let name = |i: usize| format!("{}: {}", shown.owner(proposal, i), shown.noun(&proposal.options[i]).words);
    let options = 0..proposal.options.len();
    let mut lines: Vec<String> = options.clone().filter(|i| answers.today >> i & 1 == 1).flat_map(|i| wrapped(&name(i), LETTERS)).collect();
    if lines.is_empty() {
        lines.push("none of the moves is made".to_owned());
    }
    let today = told.iter().find(|it| it.is_today);
    let caption = wrapped(today.map_or("would not last", |it| how(it)), LETTERS);
    let today = Frame { title: "Today".to_owned(), lines, caption, holds: today.is_some(), dashed: false };
    let mut rows = Vec::new();
    for it in told.iter().filter(|it| !it.is_today) {
        let changed = options.clone().filter(|i| (it.bits ^ answers.today) >> i & 1 == 1);
        let lines = changed.flat_map(|i| {
            let alone = if half_done(proposal, i, it.bits) { " (on its side alone)" } else { "" };
            wrapped(&format!("{} {}{alone}", if it.bits >> i & 1 == 1 { "+" } else { "−" }, name(i)), LETTERS)
        });
        let end = Frame {
            title: "Otherwise than today".to_owned(),
            lines: lines.collect(),
            caption: wrapped(how(it), LETTERS + 8),
            holds: true,
            dashed: false,
        };
        rows.push(Row { steps: steps(shown, it), end });
    }
    draw(&today, &rows, left)
}

/// How an outcome holds, in a few words.
fn how(it: &Outcome) -> &'static str {
    match () {
        () if it.holds.contains(&Concept::Nash) => "holds: nobody does better by a move of its own",
        () if it.is_firm() => "holds if each reckons with real answers",
        () => "holds only among very cautious parties",
    }
}

/// The steps from today to an outcome, each with what is done in it.
fn steps(shown: &Shown<'_>, it: &Outcome) -> Vec<Frame> {
    let proposal = shown.proposal;
    let mut from = shown.answers.today;
    let mut out = Vec::new();
    let frame =
        |lines: Vec<String>, caption: Vec<String>, dashed: bool| Frame { title: String::new(), lines, caption, holds: false, dashed };
    for (n, step) in it.path.as_ref().map_or(&[][..], |it| it.steps.as_slice()).iter().enumerate() {
        let said = format!("{}. {}", n + 1, shown.difference(proposal, from, step.to, 0));
        let caption = if step.improves { Vec::new() } else { vec!["not better for it".to_owned()] };
        out.push(frame(wrapped(&said, LETTERS - 1), caption, !step.improves));
        from = step.to;
    }
    if out.is_empty() {
        out.push(frame(vec!["no way leads there".to_owned()], Vec::new(), false));
    }
    out
}

/// `left`: how many outcomes have no place in it.
fn draw(today: &Frame, rows: &[Row], left: usize) -> String {
    let (steps_at, ends_at) = (20.0 + BOX + GAP, 20.0 + BOX + GAP + STEP + GAP);
    let wide = if rows.is_empty() { 640.0 } else { ends_at + BOX + 20.0 };
    let tall: f64 = rows.iter().map(Row::height).sum::<f64>() + BETWEEN * count(rows.len().saturating_sub(1));
    let tall = tall.max(today.height());
    let high = tall + 75.0;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide:.0} {high:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>What would hold, and what leads there</title>\n\
         <rect width=\"{wide:.0}\" height=\"{high:.0}\" fill=\"#fff\"/>\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" \
         markerWidth=\"9\" markerHeight=\"9\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
    );
    let middle = 20.0 + tall / 2.0;
    let from = (20.0 + BOX, middle);
    put(&mut out, today, (20.0, middle - today.height() / 2.0), BOX);
    let mut top = 20.0 + (tall - (rows.iter().map(Row::height).sum::<f64>() + BETWEEN * count(rows.len().saturating_sub(1)))) / 2.0;
    for row in rows {
        let center = top + row.height() / 2.0;
        let mut y = center - row.steps_height() / 2.0;
        let (mut first, mut last) = (center, center);
        for (n, step) in row.steps.iter().enumerate() {
            if n > 0 {
                let x = steps_at + STEP / 2.0;
                arrow(&mut out, (x, y - STEPS), (x, y - 1.0));
            } else {
                first = y + step.height() / 2.0;
            }
            put(&mut out, step, (steps_at, y), STEP);
            last = y + step.height() / 2.0;
            y += step.height() + STEPS;
        }
        let has_way = row.steps.iter().any(|it| it.lines.first().is_some_and(|it| it.starts_with("1.")));
        if has_way {
            arrow(&mut out, from, (steps_at - 2.0, first));
            arrow(&mut out, (steps_at + STEP, last), (ends_at - 2.0, center));
        }
        put(&mut out, &row.end, (ends_at, center - row.end.height() / 2.0), BOX);
        top += row.height() + BETWEEN;
    }
    let more = if left == 0 { String::new() } else { format!(" Outcomes that stand in the text alone: {left}.") };
    let legend = [
        format!("Double frame: it would hold. + taken up, − given up, against today.{more}"),
        "Dashed: a step that is not better for who makes it.".to_owned(),
    ];
    for (n, text) in legend.into_iter().enumerate() {
        let _ = writeln!(out, "<text x=\"20\" y=\"{:.1}\" font-size=\"10\">{text}</text>", high - 24.0 + 13.0 * count(n));
    }
    out + "</svg>\n"
}

fn arrow(out: &mut String, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
    let _ = writeln!(
        out,
        "<path d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.4\" marker-end=\"url(#tip)\"/>"
    );
}

fn put(out: &mut String, it: &Frame, (left, top): (f64, f64), wide: f64) {
    let frame = |inset: f64, radius: f64, fill: &str| {
        let (x, y, w, h) = (left + inset, top + inset, wide - 2.0 * inset, it.height() - 2.0 * inset);
        let dash = if it.dashed { " stroke-dasharray=\"6 4\"" } else { "" };
        format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"#222\"{dash}/>\n"
        )
    };
    *out += &frame(0.0, 5.0, "#fff");
    if it.holds {
        *out += &frame(3.0, 3.0, "none");
    }
    let mut y = top + ROOM - 3.0;
    let mut text = |how: &str, says: &str| {
        y += LINE;
        let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\"{how}>{}</text>", left + 11.0, y - 1.0, xml(says));
    };
    if !it.title.is_empty() {
        text(" font-weight=\"bold\"", &it.title);
    }
    for says in &it.lines {
        text("", says);
    }
    for says in &it.caption {
        text(" font-size=\"10\" font-style=\"italic\"", says);
    }
}

/// Words in lines of at most so many letters; further lines are set in. A word that is longer is not broken.
fn wrapped(given: &str, letters: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let given = line(given);
    for word in given.split(' ') {
        match out.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= letters => {
                last.push(' ');
                last.push_str(word);
            }
            Some(_) => out.push(format!("\u{2003}{word}")),
            None => out.push(word.to_owned()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn words_are_wrapped_and_none_is_lost() {
        let given = "Norland: a general ceasefire, a monitoring mission; Sudria: a withdrawal of troops";
        let lines = wrapped(given, 30);
        assert!(lines.len() > 2 && lines.iter().all(|it| it.chars().count() <= 30), "{lines:?}");
        assert_eq!(lines.iter().map(|it| it.trim()).collect::<Vec<_>>().join(" "), given);
    }
}
