//! Attributions (source, cue, content) scored: by exact bytes, by overlap, and one to one by content and source.
use super::ink::{Ink, Unit};
use super::sheet::{Figure, Layout, Made, Prf};
use crate::contract::AnswerAttribution;
use crate::fault::Fault;

/// Columns and figures of a sheet of attributions. The headline is `attribution_iou50`.
pub static LAYOUT: Layout = Layout {
    columns: &[
        "attributions_gold",
        "attributions_predicted",
        "content_iou50",
        "attribution_iou50",
        "sourced_gold",
        "sourced_predicted",
        "attribution_sourced_iou50",
        "source_gold",
        "source_predicted",
        "source_exact",
        "source_overlap_precision",
        "source_overlap_recall",
        "cue_gold",
        "cue_predicted",
        "cue_exact",
        "cue_overlap_precision",
        "cue_overlap_recall",
        "content_gold",
        "content_predicted",
        "content_exact",
        "content_overlap_precision",
        "content_overlap_recall",
    ],
    figures: &[
        exact("source exact", "source_exact", "source_predicted", "source_gold"),
        overlap("source overlap", "source_overlap_precision", "source_predicted", "source_overlap_recall", "source_gold"),
        exact("cue exact", "cue_exact", "cue_predicted", "cue_gold"),
        overlap("cue overlap", "cue_overlap_precision", "cue_predicted", "cue_overlap_recall", "cue_gold"),
        exact("content exact", "content_exact", "content_predicted", "content_gold"),
        overlap("content overlap", "content_overlap_precision", "content_predicted", "content_overlap_recall", "content_gold"),
        exact("content IoU>=.5", "content_iou50", "attributions_predicted", "attributions_gold"),
        exact("attribution IoU>=.5", "attribution_iou50", "attributions_predicted", "attributions_gold"),
        exact("  sourced ones only", "attribution_sourced_iou50", "sourced_predicted", "sourced_gold"),
    ],
};

const fn exact(name: &'static str, right: &'static str, predicted: &'static str, gold: &'static str) -> Figure {
    Figure { name, made: Made::F1 { right, predicted, gold } }
}

const fn overlap(name: &'static str, precision: &'static str, predicted: &'static str, recall: &'static str, gold: &'static str) -> Figure {
    Figure { name, made: Made::Credit { precision, predicted, recall, gold } }
}

struct Item {
    source: Unit,
    cue: Unit,
    content: Unit,
}

/// One document's counts, in the order of [`LAYOUT`]. Without `nested`, attributions inside another's content are left out on both sides.
pub fn tally(
    text: &str,
    gold: &[AnswerAttribution],
    predicted: &[AnswerAttribution],
    nested: bool,
    document: &str,
) -> Result<Vec<f64>, Fault> {
    let ink = Ink::of(text);
    let items = |side: &str, list: &[AnswerAttribution]| -> Result<Vec<Item>, Fault> {
        let unit = |spans| ink.unit(spans).map_err(|says| Fault(format!("{side} document {document}: {says}")));
        let all = list
            .iter()
            .map(|it| Ok(Item { source: unit(&it.source)?, cue: unit(&it.cue)?, content: unit(&it.content)? }))
            .collect::<Result<Vec<_>, Fault>>()?;
        if nested {
            return Ok(all);
        }
        let inside: Vec<bool> = all
            .iter()
            .map(|it| {
                let size = it.content.size();
                size > 0 && all.iter().any(|outer| outer.content.size() > size && outer.content.common(&it.content) == size)
            })
            .collect();
        Ok(all.into_iter().zip(inside).filter(|(_, inside)| !inside).map(|(it, _)| it).collect())
    };
    let (gold, predicted) = (items("gold", gold)?, items("predicted", predicted)?);

    let mut roles = Vec::new();
    for role in [|it: &Item| it.source.clone(), |it: &Item| it.cue.clone(), |it: &Item| it.content.clone()] {
        let units = |list: &[Item]| list.iter().map(role).filter(|unit| !unit.is_empty()).collect::<Vec<_>>();
        let (gs, ps) = (units(&gold), units(&predicted));
        roles.extend([gs.len() as f64, ps.len() as f64, same(&ps, &gs) as f64, coverage(&ps, &gs), coverage(&gs, &ps)]);
    }
    let with_content = |list: Vec<Item>| list.into_iter().filter(|it| !it.content.is_empty()).collect::<Vec<_>>();
    let (gold, predicted) = (with_content(gold), with_content(predicted));
    let (all_gold, all_predicted): (Vec<&Item>, Vec<&Item>) = (gold.iter().collect(), predicted.iter().collect());
    let gold_sourced: Vec<&Item> = gold.iter().filter(|it| !it.source.is_empty()).collect();
    let predicted_sourced: Vec<&Item> = predicted.iter().filter(|it| !it.source.is_empty()).collect();
    let mut out = vec![
        gold.len() as f64,
        predicted.len() as f64,
        matched(&all_predicted, &all_gold, false) as f64,
        matched(&all_predicted, &all_gold, true) as f64,
        gold_sourced.len() as f64,
        predicted_sourced.len() as f64,
        matched(&predicted_sourced, &gold_sourced, true) as f64,
    ];
    out.extend(roles);
    Ok(out)
}

/// How many units have the very same bytes on both sides, one to one.
fn same(predicted: &[Unit], gold: &[Unit]) -> usize {
    let mut left: Vec<&Unit> = gold.iter().collect();
    predicted
        .iter()
        .filter(|unit| match left.iter().position(|it| it == unit) {
            Some(i) => {
                left.swap_remove(i);
                true
            }
            None => false,
        })
        .count()
}

/// Sum over `units` of the share of each that its best one of `others` covers.
fn coverage(units: &[Unit], others: &[Unit]) -> f64 {
    units.iter().map(|u| others.iter().map(|v| u.common(v)).max().unwrap_or(0) as f64 / u.size() as f64).sum()
}

/// How many attributions pair off one to one, greedily, the best content first.
fn matched(predicted: &[&Item], gold: &[&Item], with_source: bool) -> usize {
    let mut pairs = Vec::new();
    for (i, p) in predicted.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            let content = p.content.iou(&g.content);
            if content < 0.5 {
                continue;
            }
            let source = if p.source.is_empty() && g.source.is_empty() { 1.0 } else { p.source.iou(&g.source) };
            if !with_source || source >= 0.5 {
                pairs.push((-content, -source, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let (mut used_p, mut used_g, mut n) = (vec![false; predicted.len()], vec![false; gold.len()], 0);
    for (_, _, i, j) in pairs {
        if !used_p[i] && !used_g[j] {
            (used_p[i], used_g[j]) = (true, true);
            n += 1;
        }
    }
    n
}

/// Precision, recall and F1 of each figure of [`LAYOUT`], over totals.
pub fn figures(totals: &[f64]) -> Vec<(&'static str, Prf)> {
    let get = |name: &str| LAYOUT.columns.iter().position(|column| *column == name).and_then(|i| totals.get(i)).copied().unwrap_or(0.0);
    LAYOUT
        .figures
        .iter()
        .filter_map(|figure| match figure.made {
            Made::F1 { right, predicted, gold } => Some((figure.name, Prf::of(get(right), get(predicted), get(right), get(gold)))),
            Made::Credit { precision, predicted, recall, gold } => {
                Some((figure.name, Prf::of(get(precision), get(predicted), get(recall), get(gold))))
            }
            _ => None,
        })
        .collect()
}
