//! Readings (who did what) scored. Acts pair one to one, best first, where the bytes of their quotes overlap by half.
use super::ink::Ink;
use super::matching::one_to_one;
use super::name::same_value;
use super::reliability::Reliability;
use super::sheet::{Figure, Layout, Made};
use super::side::{Side, SideAct};
use crate::contract::Answer;
use crate::fault::Fault;
use std::collections::BTreeMap;

/// How far two paired acts agree; each level has what the one before it has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Paired at all.
    Found,
    /// And the act's type is the same.
    Kind,
    /// And the actors are the same principals.
    Actor,
    /// And they share a measure, or both have none: the headline figure.
    Measure,
    /// And strength, negation and condition agree.
    Full,
}

/// Columns and figures of a sheet of readings. The headline is `act_actor_measure`.
pub static LAYOUT: Layout = Layout {
    columns: &[
        "acts_gold",
        "acts_predicted",
        "act_found",
        "act",
        "act_actor",
        "act_actor_measure",
        "full",
        "positions_gold",
        "positions_predicted",
        "positions",
        "red_lines_gold",
        "red_lines_predicted",
        "red_lines",
        "waits_gold",
        "waits_predicted",
        "waits",
        "actors_gold",
        "actors_predicted",
        "actors",
        "roles",
        "params_gold",
        "params_predicted",
        "params",
        "speaker_of",
        "speaker",
        "speaker_surplus",
        "told_by_of",
        "told_by",
        "told_by_surplus",
        "addressee_of",
        "addressee",
        "addressee_surplus",
        "target_of",
        "target",
        "target_surplus",
        "dates_gold",
        "dates_paired",
        "dates_right",
        "dates_given",
        "dates_wrong",
    ],
    figures: &[
        f1("act_found", "acts_predicted", "acts_gold"),
        f1("act", "acts_predicted", "acts_gold"),
        f1("act_actor", "acts_predicted", "acts_gold"),
        f1("act_actor_measure", "acts_predicted", "acts_gold"),
        f1("full", "acts_predicted", "acts_gold"),
        f1("positions", "positions_predicted", "positions_gold"),
        f1("red_lines", "red_lines_predicted", "red_lines_gold"),
        f1("waits", "waits_predicted", "waits_gold"),
        f1("actors", "actors_predicted", "actors_gold"),
        f1("roles", "actors_predicted", "actors_gold"),
        f1("params", "params_predicted", "params_gold"),
        Figure { name: "speaker", made: Made::Share { right: "speaker", of: "speaker_of" } },
        Figure { name: "told_by", made: Made::Share { right: "told_by", of: "told_by_of" } },
        Figure { name: "addressee", made: Made::Share { right: "addressee", of: "addressee_of" } },
        Figure { name: "target", made: Made::Share { right: "target", of: "target_of" } },
        Figure { name: "dates right", made: Made::Share { right: "dates_right", of: "dates_paired" } },
        Figure { name: "dates wrong", made: Made::Fault { wrong: "dates_wrong", of: "dates_given" } },
    ],
};

const fn f1(right: &'static str, predicted: &'static str, gold: &'static str) -> Figure {
    Figure { name: right, made: Made::F1 { right, predicted, gold } }
}

/// What is right, what was predicted, what the answer has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// In both.
    pub right: usize,
    /// In the prediction.
    pub predicted: usize,
    /// In the answer.
    pub gold: usize,
}

/// Counts of one document or of several together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tally {
    counts: BTreeMap<&'static str, usize>,
    /// By the act's type.
    pub types: BTreeMap<String, Count>,
    /// Paired acts whose types differ: the answer's, the prediction's.
    pub confusions: BTreeMap<(String, String), usize>,
    /// Confidence of predicted acts, and whether the headline's fields are right.
    pub confidence: Vec<(f64, bool)>,
}

impl Tally {
    /// The count of that name; see [`LAYOUT`].
    pub fn get(&self, column: &str) -> usize {
        self.counts.get(column).copied().unwrap_or(0)
    }

    /// The counts in the order of [`LAYOUT`].
    pub fn counts(&self) -> Vec<f64> {
        LAYOUT.columns.iter().map(|column| self.get(column) as f64).collect()
    }

    fn add(&mut self, column: &'static str, n: usize) {
        *self.counts.entry(column).or_default() += n;
    }

    /// Adds another document's counts.
    pub fn take_in(&mut self, other: &Tally) {
        for (column, n) in &other.counts {
            self.add(column, *n);
        }
        for (kind, count) in &other.types {
            let mine = self.types.entry(kind.clone()).or_default();
            mine.right += count.right;
            mine.predicted += count.predicted;
            mine.gold += count.gold;
        }
        for (pair, n) in &other.confusions {
            *self.confusions.entry(pair.clone()).or_default() += n;
        }
        self.confidence.extend(&other.confidence);
    }
}

/// Two readings of one text, set against each other.
pub struct Compared<'a> {
    pub(crate) gold: Side<'a>,
    pub(crate) predicted: Side<'a>,
    /// Paired acts: index in gold, index in the prediction, how far they agree; in order of gold.
    pub pairs: Vec<(usize, usize, Level)>,
}

impl<'a> Compared<'a> {
    /// Pairs the acts of `predicted` with those of `gold`. An error names a span outside the text or an actor that is not there.
    pub fn of(text: &'a str, gold: &'a Answer, predicted: &'a Answer) -> Result<Self, Fault> {
        let ink = Ink::of(text);
        let id = &gold.document.id;
        let gold = Side::of(gold, text, &ink, &format!("gold document {id}"))?;
        let predicted = Side::of(predicted, text, &ink, &format!("predicted document {id}"))?;
        let pairs = pairs(&gold, &predicted);
        Ok(Self { gold, predicted, pairs })
    }

    /// The principals' pairs, greedily, the most alike by their names first.
    pub(crate) fn principals(&self) -> Vec<(usize, usize)> {
        let (gold, predicted) = (&self.gold, &self.predicted);
        let mut candidates = Vec::new();
        for (a, &i) in gold.themselves.iter().enumerate() {
            for (b, &j) in predicted.themselves.iter().enumerate() {
                if let Some(likeness) = gold.likeness(i, predicted, j) {
                    candidates.push((-likeness, gold.roles(i) != predicted.roles(j), a, b, i, j));
                }
            }
        }
        candidates.sort_by(|x, y| x.0.total_cmp(&y.0).then_with(|| (x.1, x.2, x.3).cmp(&(y.1, y.2, y.3))));
        let (mut used_g, mut used_p, mut out) = (vec![], vec![], vec![]);
        for (.., i, j) in candidates {
            if !used_g.contains(&i) && !used_p.contains(&j) {
                used_g.push(i);
                used_p.push(j);
                out.push((i, j));
            }
        }
        out
    }

    /// The counts of this document.
    pub fn tally(&self) -> Tally {
        let (gold, predicted) = (&self.gold, &self.predicted);
        let mut out = Tally::default();
        out.add("acts_gold", gold.acts.len());
        out.add("acts_predicted", predicted.acts.len());
        for (column, level) in [
            ("act_found", Level::Found),
            ("act", Level::Kind),
            ("act_actor", Level::Actor),
            ("act_actor_measure", Level::Measure),
            ("full", Level::Full),
        ] {
            out.add(column, self.pairs.iter().filter(|(_, _, reached)| *reached >= level).count());
        }

        let same_position = |g: &&_, p: &&_| gold.same_position(g, predicted, p);
        let (gs, ps): (Vec<_>, Vec<_>) = (gold.positions.iter().collect(), predicted.positions.iter().collect());
        out.add("positions_gold", gs.len());
        out.add("positions_predicted", ps.len());
        out.add("positions", one_to_one(&gs, &ps, same_position));
        let (gs, ps): (Vec<_>, Vec<_>) =
            (gs.into_iter().filter(|it| it.red_line).collect(), ps.into_iter().filter(|it| it.red_line).collect());
        out.add("red_lines_gold", gs.len());
        out.add("red_lines_predicted", ps.len());
        out.add("red_lines", one_to_one(&gs, &ps, same_position));
        let waits = |side: &Side<'a>| -> Vec<_> { side.answer.waits.iter().map(|it| (&it.what.measure, &it.awaited.measure)).collect() };
        out.add("waits_gold", gold.answer.waits.len());
        out.add("waits_predicted", predicted.answer.waits.len());
        out.add("waits", one_to_one(&waits(gold), &waits(predicted), |g, p| g == p));
        let principals = self.principals();
        out.add("actors_gold", gold.themselves.len());
        out.add("actors_predicted", predicted.themselves.len());
        out.add("actors", principals.len());
        out.add("roles", principals.iter().filter(|(i, j)| gold.roles(*i) == predicted.roles(*j)).count());

        out.add("dates_gold", gold.acts.iter().filter(|act| date(act).is_some()).count());
        for &(i, j, level) in &self.pairs {
            self.of_paired(&gold.acts[i], &predicted.acts[j], &mut out);
            if level >= Level::Kind {
                out.types.entry(gold.acts[i].raw.act.clone()).or_default().right += 1;
            } else {
                *out.confusions.entry((gold.acts[i].raw.act.clone(), predicted.acts[j].raw.act.clone())).or_default() += 1;
            }
        }
        for act in &gold.acts {
            out.types.entry(act.raw.act.clone()).or_default().gold += 1;
        }
        for (j, act) in predicted.acts.iter().enumerate() {
            out.types.entry(act.raw.act.clone()).or_default().predicted += 1;
            if let Some(confidence) = act.raw.confidence {
                let right = self.pairs.iter().any(|&(_, paired, level)| paired == j && level >= Level::Measure);
                out.confidence.push((confidence, right));
            }
        }
        out
    }

    fn of_paired(&self, g: &SideAct<'_>, p: &SideAct<'_>, out: &mut Tally) {
        for (of, right, surplus, gs, ps) in [
            ("speaker_of", "speaker", "speaker_surplus", &g.speaker, &p.speaker),
            ("told_by_of", "told_by", "told_by_surplus", &g.told_by, &p.told_by),
            ("addressee_of", "addressee", "addressee_surplus", &g.addressee, &p.addressee),
            ("target_of", "target", "target_surplus", &g.target, &p.target),
        ] {
            if gs.is_empty() {
                out.add(surplus, usize::from(!ps.is_empty()));
            } else {
                out.add(of, 1);
                out.add(right, usize::from(self.gold.same_actors(gs, &self.predicted, ps)));
            }
        }
        if !g.measures.is_disjoint(&p.measures) {
            out.add("params_gold", g.params.len());
            out.add("params_predicted", p.params.len());
            let same = one_to_one(&g.params, &p.params, |x, y| (x.0, x.1) == (y.0, y.1) && same_value(x.2, y.2));
            out.add("params", same);
        }
        let (right, given) = (date(g), date(p));
        out.add("dates_paired", usize::from(right.is_some()));
        if let Some(given) = given {
            out.add("dates_given", 1);
            out.add("dates_right", usize::from(right == Some(given)));
            out.add("dates_wrong", usize::from(right != Some(given) && !right.is_some_and(|right| coarser(given, right))));
        }
    }
}

fn date<'a>(act: &SideAct<'a>) -> Option<&'a str> {
    act.raw.when.as_ref().and_then(|when| when.value.as_deref())
}

/// Whether a date only says less: 2024-07 for 2024-07-01.
fn coarser(given: &str, right: &str) -> bool {
    right.strip_prefix(given).is_some_and(|rest| rest.starts_with(['-', 'T']))
}

fn pairs(gold: &Side<'_>, predicted: &Side<'_>) -> Vec<(usize, usize, Level)> {
    struct Candidate {
        rank: (bool, bool, bool),
        iou: f64,
        rest: bool,
        at: (usize, usize),
    }
    let mut candidates = Vec::new();
    for (i, g) in gold.acts.iter().enumerate() {
        for (j, p) in predicted.acts.iter().enumerate() {
            let n = g.quote.common(&p.quote);
            let union = g.quote.size() + p.quote.size() - n;
            if n > 0 && 2 * n >= union {
                candidates.push(Candidate {
                    rank: (g.raw.act != p.raw.act, !gold.same_actors(&g.who, predicted, &p.who), !same_matter(g, p)),
                    iou: n as f64 / union as f64,
                    rest: !same_rest(g, p),
                    at: (i, j),
                });
            }
        }
    }
    candidates.sort_by(|a, b| a.rank.cmp(&b.rank).then(b.iou.total_cmp(&a.iou)).then(a.rest.cmp(&b.rest)).then(a.at.cmp(&b.at)));
    let (mut used_g, mut used_p, mut out) = (vec![false; gold.acts.len()], vec![false; predicted.acts.len()], vec![]);
    for Candidate { rank, rest, at: (i, j), .. } in candidates {
        if !used_g[i] && !used_p[j] {
            (used_g[i], used_p[j]) = (true, true);
            let level = match rank {
                (true, ..) => Level::Found,
                (_, true, _) => Level::Kind,
                (_, _, true) => Level::Actor,
                _ if rest => Level::Measure,
                _ => Level::Full,
            };
            out.push((i, j, level));
        }
    }
    out.sort_by_key(|&(i, j, _)| (i, j));
    out
}

fn same_matter(g: &SideAct<'_>, p: &SideAct<'_>) -> bool {
    !g.measures.is_disjoint(&p.measures) || (g.measures.is_empty() && p.measures.is_empty())
}

fn same_rest(g: &SideAct<'_>, p: &SideAct<'_>) -> bool {
    let condition = |act: &SideAct<'_>| act.raw.condition.as_ref().map(|it| it.measure.clone());
    g.raw.strength == p.raw.strength && g.raw.negated == p.raw.negated && condition(g) == condition(p)
}

/// How well the confidence of predicted acts fits what is right.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Calibration {
    /// Acts that carry a confidence.
    pub acts: usize,
    /// Those of them that are right.
    pub right: usize,
    /// Expected calibration error, in ten equally wide bins.
    pub ece: f64,
    /// How often a right act has more confidence than a wrong one; `None` where all are right, or all wrong.
    pub auroc: Option<f64>,
}

/// The calibration of `given` confidences; `None` where there is none.
pub fn calibration(given: &[(f64, bool)]) -> Option<Calibration> {
    if given.is_empty() {
        return None;
    }
    let mut given = given.to_vec();
    given.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let right = given.iter().filter(|(_, hit)| *hit).count();
    let (mut below, mut ordered) = (0_usize, 0.0);
    for run in given.chunk_by(|a, b| a.0 == b.0) {
        let wrong = run.iter().filter(|(_, hit)| !hit).count();
        below += wrong;
        ordered += (run.len() - wrong) as f64 * (below as f64 - wrong as f64 / 2.0);
    }
    Some(Calibration {
        acts: given.len(),
        right,
        ece: Reliability::of(&given).gap(),
        auroc: (right > 0 && below > 0).then(|| ordered / (right * below) as f64),
    })
}
