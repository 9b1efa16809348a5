//! Logistic regression with a quadratic penalty, by L-BFGS (Liu and Nocedal 1989) over all examples at once: the same weights on
//! every run.

/// A weighted example: the places of its features among the weights, and what is true of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Example {
    /// Features that are present; each counts 1.
    pub features: Vec<u32>,
    /// For each output how much of the example is of it; the shares sum to 1.
    pub truth: Vec<(usize, f32)>,
    /// How much it counts.
    pub weight: f32,
}

/// Weights for each output: a bias, then one for each feature.
pub type Weights = Vec<Vec<f32>>;

const MEMORY: usize = 8;

/// Weights that make the examples likely, each output against the others; of two outputs the first is fixed at nought, so that the
/// second is the score of a yes. `penalty` is that of a weight of one.
pub fn fit(examples: &[Example], features: usize, outputs: usize, penalty: f32, rounds: usize) -> Weights {
    let free = if outputs == 2 { 1 } else { outputs };
    let row = features + 1;
    let loss = |w: &[f32], gradient: &mut [f32]| -> f64 {
        let mut sum = 0.0_f64;
        for (g, w) in gradient.iter_mut().zip(w) {
            *g = penalty * w;
        }
        sum += f64::from(penalty) / 2.0 * w.iter().map(|w| f64::from(*w) * f64::from(*w)).sum::<f64>();
        let mut scores = vec![0.0_f32; outputs];
        for example in examples {
            scores.fill(0.0);
            for k in 0..free {
                let w = &w[k * row..(k + 1) * row];
                scores[outputs - free + k] = w[0] + example.features.iter().map(|f| w[*f as usize + 1]).sum::<f32>();
            }
            let most = scores.iter().fold(f32::MIN, |a, b| a.max(*b));
            let total: f32 = scores.iter().map(|s| (s - most).exp()).sum();
            let log_total = most + total.ln();
            for (output, share) in &example.truth {
                sum += f64::from(example.weight * share * (log_total - scores[*output]));
            }
            for k in 0..free {
                let output = outputs - free + k;
                let truth: f32 = example.truth.iter().filter(|(o, _)| *o == output).map(|(_, share)| share).sum();
                let slope = example.weight * ((scores[output] - log_total).exp() - truth);
                if slope.abs() > 1e-7 {
                    let g = &mut gradient[k * row..(k + 1) * row];
                    g[0] += slope;
                    for f in &example.features {
                        g[*f as usize + 1] += slope;
                    }
                }
            }
        }
        sum
    };
    let w = minimise(free * row, rounds, loss);
    let rows = w.chunks_exact(row).map(<[f32]>::to_vec);
    if outputs == 2 { std::iter::once(vec![0.0; row]).chain(rows).collect() } else { rows.collect() }
}

/// Things of which one or more are right.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// The features of each.
    pub of: Vec<Vec<u32>>,
    /// Which are right; not empty.
    pub right: Vec<usize>,
    /// How much it counts.
    pub weight: f32,
}

/// Weights of one score that puts a right one of each group first (a softmax over the group; of several right ones their sum counts).
pub fn rank(groups: &[Group], features: usize, penalty: f32, rounds: usize) -> Vec<f32> {
    minimise(features, rounds, |w: &[f32], gradient: &mut [f32]| -> f64 {
        for (g, w) in gradient.iter_mut().zip(w) {
            *g = penalty * w;
        }
        let mut sum = f64::from(penalty) / 2.0 * w.iter().map(|w| f64::from(*w) * f64::from(*w)).sum::<f64>();
        for group in groups {
            let scores: Vec<f32> = group.of.iter().map(|one| one.iter().map(|f| w[*f as usize]).sum()).collect();
            let log_of = |places: &mut dyn Iterator<Item = usize>| {
                let those: Vec<f32> = places.map(|at| scores[at]).collect();
                let most = those.iter().fold(f32::MIN, |a, b| a.max(*b));
                most + those.iter().map(|s| (s - most).exp()).sum::<f32>().ln()
            };
            let log_total = log_of(&mut (0..scores.len()));
            let log_right = log_of(&mut group.right.iter().copied());
            sum += f64::from(group.weight * (log_total - log_right));
            for (at, (one, score)) in group.of.iter().zip(&scores).enumerate() {
                let truth = if group.right.contains(&at) { (score - log_right).exp() } else { 0.0 };
                let slope = group.weight * ((score - log_total).exp() - truth);
                for f in one {
                    gradient[*f as usize] += slope;
                }
            }
        }
        sum
    })
}

fn minimise(n: usize, rounds: usize, loss: impl Fn(&[f32], &mut [f32]) -> f64) -> Vec<f32> {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum::<f64>();
    let mut w = vec![0.0_f32; n];
    let mut gradient = vec![0.0_f32; n];
    let mut value = loss(&w, &mut gradient);
    // Steps and what they changed in the gradient, the latest last.
    let mut steps: Vec<(Vec<f32>, Vec<f32>, f64)> = Vec::new();
    for _ in 0..rounds {
        let mut direction = gradient.clone();
        let mut parts = vec![0.0; steps.len()];
        for (at, (s, y, rho)) in steps.iter().enumerate().rev() {
            parts[at] = rho * dot(s, &direction);
            #[expect(clippy::cast_possible_truncation, reason = "weights are f32")]
            let part = parts[at] as f32;
            direction.iter_mut().zip(y).for_each(|(d, y)| *d -= part * y);
        }
        let scale = steps.last().map_or(1.0 / dot(&gradient, &gradient).sqrt().max(1e-12), |(_, y, rho)| 1.0 / (rho * dot(y, y)));
        #[expect(clippy::cast_possible_truncation, reason = "weights are f32")]
        direction.iter_mut().for_each(|d| *d *= scale as f32);
        for (at, (s, y, rho)) in steps.iter().enumerate() {
            #[expect(clippy::cast_possible_truncation, reason = "weights are f32")]
            let part = (parts[at] - rho * dot(y, &direction)) as f32;
            direction.iter_mut().zip(s).for_each(|(d, s)| *d += part * s);
        }
        let slope = dot(&gradient, &direction);
        if slope <= 0.0 {
            break;
        }
        let (mut step, mut next, mut next_gradient, mut next_value) = (1.0_f32, w.clone(), gradient.clone(), f64::INFINITY);
        for _ in 0..20 {
            next.iter_mut().zip(&w).zip(&direction).for_each(|((n, w), d)| *n = w - step * d);
            next_value = loss(&next, &mut next_gradient);
            if next_value <= value - 1e-4 * f64::from(step) * slope {
                break;
            }
            step /= 2.0;
        }
        if next_value >= value || value - next_value < 1e-6 * value.abs() {
            break;
        }
        let s: Vec<f32> = next.iter().zip(&w).map(|(a, b)| a - b).collect();
        let y: Vec<f32> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curve = dot(&s, &y);
        if curve > 1e-10 {
            steps.push((s, y, 1.0 / curve));
            if steps.len() > MEMORY {
                steps.remove(0);
            }
        }
        (w, gradient, value) = (next, next_gradient, next_value);
    }
    w
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_outputs_are_told_apart() {
        let example = |features: &[u32], output: usize| Example { features: features.to_vec(), truth: vec![(output, 1.0)], weight: 1.0 };
        let examples = [example(&[0], 1), example(&[0, 2], 1), example(&[1], 0), example(&[1, 2], 0)];
        let w = fit(&examples, 3, 2, 0.01, 100);
        let score = |features: &[usize]| w[1][0] + features.iter().map(|f| w[1][f + 1]).sum::<f32>();
        assert!(score(&[0]) > 1.0 && score(&[1]) < -1.0, "{w:?}");
        assert!(score(&[2]).abs() < 0.1, "what says nothing weighs nothing: {w:?}");
    }

    #[test]
    fn the_right_one_of_a_group_comes_first() {
        let group =
            |of: &[&[u32]], right: &[usize]| Group { of: of.iter().map(|one| one.to_vec()).collect(), right: right.to_vec(), weight: 1.0 };
        let w = rank(&[group(&[&[0], &[1], &[2]], &[1]), group(&[&[1, 2], &[2]], &[0])], 3, 0.01, 100);
        assert!(w[1] > w[0] && w[1] > w[2], "{w:?}");
        let w = rank(&[group(&[&[0], &[1], &[2]], &[0, 1])], 3, 0.01, 100);
        assert!(w[0] > w[2] && w[1] > w[2], "either of two is right: {w:?}");
    }
}
