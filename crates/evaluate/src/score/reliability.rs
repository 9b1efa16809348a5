//! How often acts are right that the reader gives a confidence: a reliability diagram (Murphy and Winkler 1977), as a table and as a picture.
use std::fmt::Write;

/// How many equally wide bins there are from 0 to 1, the same as for the expected calibration error.
const BINS: usize = 10;

/// Acts whose confidence lies in one bin.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Bin {
    /// How many there are.
    pub acts: usize,
    /// How many of them are right.
    pub right: usize,
    /// The sum of their confidences.
    pub promised: f64,
}

/// Acts by their confidence, from 0 to 1; the last bin takes 1 in.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reliability(pub [Bin; BINS]);

impl Reliability {
    /// Of confidences and whether the acts are right.
    pub fn of(given: &[(f64, bool)]) -> Self {
        let mut out = Self::default();
        for (confidence, right) in given {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10")]
            let at = ((confidence.clamp(0.0, 1.0) * BINS as f64) as usize).min(BINS - 1);
            let bin = &mut out.0[at];
            bin.acts += 1;
            bin.right += usize::from(*right);
            bin.promised += confidence;
        }
        out
    }

    /// How far apart what was promised and what is right are, in the mean of all acts: the expected calibration error. Nought without acts.
    pub fn gap(&self) -> f64 {
        let acts: usize = self.0.iter().map(|bin| bin.acts).sum();
        self.0.iter().map(|bin| (bin.right as f64 - bin.promised).abs()).sum::<f64>() / acts.max(1) as f64
    }

    /// One line a bin: where it begins and ends, acts, those right, and the mean of what was promised.
    pub fn to_csv(&self) -> String {
        let mut out = "from,to,acts,right,promised\n".to_owned();
        for (at, bin) in self.0.iter().enumerate() {
            let promised = if bin.acts > 0 { format!("{:.3}", bin.promised / bin.acts as f64) } else { String::new() };
            let _ = writeln!(out, "{:.1},{:.1},{},{},{promised}", edge(at), edge(at + 1), bin.acts, bin.right);
        }
        out
    }

    /// A table for people.
    pub fn table(&self) -> String {
        let mut out = format!("{:20}{:>8}{:>8}{:>10}{:>9}\n", "confidence", "acts", "right", "promised", "share");
        for (at, bin) in self.0.iter().enumerate().filter(|(_, bin)| bin.acts > 0) {
            let n = bin.acts as f64;
            let name = format!("{:.1} to {:.1}", edge(at), edge(at + 1));
            let _ = writeln!(out, "{name:20}{:>8}{:>8}{:>10.3}{:>9.3}", bin.acts, bin.right, bin.promised / n, bin.right as f64 / n);
        }
        out
    }

    /// The picture: for each bin the share that is right against what was promised, with Wilson's interval at 95 %, the line on which both
    /// are the same, and how many acts there are. A file for a browser, without scripts or fonts of its own.
    pub fn to_svg(&self) -> String {
        const SIDE: f64 = 360.0;
        const LEFT: f64 = 56.0;
        const TOP: f64 = 44.0;
        const BELOW: f64 = 70.0;
        let x = |share: f64| LEFT + SIDE * share;
        let y = |share: f64| TOP + SIDE * (1.0 - share);
        let most = self.0.iter().map(|bin| bin.acts).max().unwrap_or(0).max(1) as f64;
        let floor = TOP + SIDE + 36.0 + BELOW;
        let mut out = String::new();
        let (width, height) = (LEFT + SIDE + 24.0, floor + 42.0);
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n<title>How often acts are right, by the confidence that the \
             reader gives them</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"24\" \
             font-weight=\"bold\">Act, actor and measure right, by confidence</text>"
        );
        for step in 0..=5 {
            let share = f64::from(step) / 5.0;
            let _ = writeln!(
                out,
                "<path d=\"M{:.1} {:.1}H{:.1}\" stroke=\"#ddd\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{share:.1}</text>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{share:.1}</text>",
                x(0.0),
                y(share),
                x(1.0),
                LEFT - 8.0,
                y(share) + 4.0,
                x(share),
                y(0.0) + 18.0
            );
        }
        let _ = writeln!(
            out,
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#888\" stroke-dasharray=\"5 4\"/>\n<text transform=\"translate(16 {:.1}) \
             rotate(-90)\" text-anchor=\"middle\">share that is right</text>\n<text x=\"{:.1}\" y=\"{:.1}\" \
             text-anchor=\"middle\">confidence (mean of the bin); below: acts in it</text>",
            x(0.0),
            y(0.0),
            x(1.0),
            y(1.0),
            y(0.5),
            x(0.5),
            height - 8.0
        );
        for (at, bin) in self.0.iter().enumerate().filter(|(_, bin)| bin.acts > 0) {
            let n = bin.acts as f64;
            let (share, promised) = (bin.right as f64 / n, bin.promised / n);
            let (low, high) = wilson(bin.right as f64, n);
            let tall = BELOW * n / most;
            let _ = writeln!(
                out,
                "<path d=\"M{cx:.1} {:.1}V{:.1}\" stroke=\"#1f5f8b\" stroke-width=\"2\"/><circle cx=\"{cx:.1}\" cy=\"{:.1}\" r=\"4.5\" \
                 fill=\"#1f5f8b\"/>\n<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" fill=\"#9dbdd3\"/><text x=\"{:.1}\" \
                 y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                y(low),
                y(high),
                y(share),
                x(edge(at)) + 2.0,
                floor - tall,
                SIDE / BINS as f64 - 4.0,
                x(edge(at)) + SIDE / BINS as f64 / 2.0,
                floor + 14.0,
                bin.acts,
                cx = x(promised),
            );
        }
        out.push_str("</svg>\n");
        out
    }
}

fn edge(at: usize) -> f64 {
    at as f64 / BINS as f64
}

/// Wilson's interval (1927) of a share at 95 %.
fn wilson(right: f64, of: f64) -> (f64, f64) {
    const Z: f64 = 1.96;
    let (share, room) = (right / of, Z * Z / of);
    let middle = (share + room / 2.0) / (1.0 + room);
    let half = Z * (share * (1.0 - share) / of + room / (4.0 * of)).sqrt() / (1.0 + room);
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_go_into_bins_by_their_confidence() {
        let made = Reliability::of(&[(0.0, false), (0.09, true), (0.1, false), (0.95, true), (1.0, true)]);
        let counts: Vec<(usize, usize)> = made.0.iter().map(|bin| (bin.acts, bin.right)).collect();
        assert_eq!(counts[..2], [(2, 1), (1, 0)]);
        assert_eq!(counts[9], (2, 2));
        assert!(made.to_csv().ends_with("0.9,1.0,2,2,0.975\n"), "{}", made.to_csv());
        assert_eq!(made.to_svg().matches("<circle").count(), 3, "an empty bin has no point");
    }

    #[test]
    fn few_acts_have_a_wide_interval() {
        let (low, high) = wilson(1.0, 2.0);
        assert!(low < 0.1 && high > 0.9, "{low} {high}");
        let (low, high) = wilson(500.0, 1000.0);
        assert!(low > 0.46 && high < 0.54, "{low} {high}");
    }
}
