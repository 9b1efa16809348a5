//! Every kind of processor gives the same bits, and they are those of the definition.

use proptest::prelude::*;

use super::arithmetic::{exp, gelu, ln, power};
use super::attention::{Room, attention};
use super::encoder::HIDDEN;
use super::isa::Isa;
use super::matrix::{After, BLOCK, Matrix, Pair, Panel, Rows, STEP, pack, product};

fn matrix(inputs: usize, outputs: usize) -> Matrix {
    let weights: Vec<i8> = (0..inputs * outputs).map(|k| (k * 7919 % 255) as i8).collect();
    Matrix::new(&weights, (0..outputs).map(|k| 0.001 + k as f32 * 1e-5).collect(), (0..outputs).map(|k| k as f32 * 0.1 - 1.0).collect())
}

/// Whole numbers of at most `most`, the same for the same seed.
fn numbers(n: usize, seed: u32, most: i32) -> Vec<i32> {
    (0..n).map(|k| ((k as u32).wrapping_mul(2_654_435_761).wrapping_add(seed) >> 8) as i32 % (2 * most + 1) - most).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn products_are_exact_and_the_same_on_every_processor(blocks in 0usize..4, steps in 1usize..6, seed in any::<u32>()) {
        let half = STEP * steps;
        let (left, right) = (numbers(blocks * BLOCK * half * 2, seed, 8191), numbers(half * 32, !seed, 4095));
        let rows: Vec<i32> = left.as_chunks::<2>().0.iter().map(|two| pack(two[0], two[1])).collect();
        let panel: Vec<Pair> = right.as_chunks::<32>().0.iter().map(|row| std::array::from_fn(|c| pack(row[2 * c], row[2 * c + 1]))).collect();
        let truth: Vec<[i32; 16]> = (0..blocks * BLOCK).map(|r| std::array::from_fn(|c| {
            (0..half).flat_map(|p| [(2 * p, 32 * p + 2 * c), (2 * p + 1, 32 * p + 2 * c + 1)]).map(|(l, w)| left[r * 2 * half + l] * right[w]).sum()
        })).collect();
        for isa in Isa::all() {
            let mut sums = vec![[7; 16]; truth.len()];
            product(isa, &rows, &panel, &mut sums);
            prop_assert_eq!(&sums, &truth, "{:?}", isa);
        }
    }

    #[test]
    fn a_layer_is_the_product_of_its_whole_numbers(rows in 1usize..30, outputs in 1usize..5, seed in any::<u32>()) {
        // Activations that are whole numbers already, with 127 in each row, so that nothing is rounded.
        for inputs in [96, 384, 1536] {
            let outputs = 16 * outputs;
            let mut left = numbers(rows * inputs, seed, 127);
            left.iter_mut().step_by(inputs).for_each(|first| *first = 127);
            let right = numbers(inputs * outputs, !seed, 127);
            let file: Vec<i8> = (0..outputs / 16)
                .flat_map(|panel| (0..inputs / 2).flat_map(move |pair| (0..32).map(move |k| (panel * 16 + k / 2, 2 * pair + k % 2))))
                .map(|(output, input)| right[output * inputs + input] as i8)
                .collect();
            let layer = Matrix::new(&file, vec![1.0; outputs], vec![0.0; outputs]);
            let truth: Vec<f32> = (0..rows * outputs).map(|at| {
                let (row, output) = (at / outputs, at % outputs);
                (0..inputs).map(|k| left[row * inputs + k] * right[output * inputs + k]).sum::<i32>() as f32
            }).collect();
            let values: Vec<f32> = left.iter().map(|v| *v as f32).collect();
            for isa in Isa::all() {
                let mut filled = Rows::default();
                filled.fill(isa, &values, inputs);
                let mut out = vec![0.5; rows * outputs];
                layer.apply(isa, &filled, &mut out, After::Set, &mut Panel::default());
                prop_assert_eq!(&out, &truth, "{:?} {}", isa, inputs);
            }
        }
    }

    #[test]
    fn a_layer_gives_the_same_bits_on_every_processor(values in prop::collection::vec(-30.0f32..30.0, 5 * 384)) {
        let layer = matrix(384, 48);
        for after in [After::Set, After::Add, After::Gelu] {
            let outs: Vec<Vec<u32>> = Isa::all().into_iter().map(|isa| {
                let mut rows = Rows::default();
                rows.fill(isa, &values, 384);
                let mut out = vec![0.5; 5 * 48];
                layer.apply(isa, &rows, &mut out, after, &mut Panel::default());
                out.into_iter().map(f32::to_bits).collect()
            }).collect();
            prop_assert!(outs.windows(2).all(|w| w[0] == w[1]), "{after:?}");
        }
    }

    #[test]
    fn attention_is_what_its_formula_says_on_every_processor(n in 1usize..40, seed in any::<u32>()) {
        let qkv: Vec<f32> = numbers(n * 3 * HIDDEN, seed, 2000).into_iter().map(|v| v as f32 / 1000.0).collect();
        let part = |piece: usize, from: usize, head: usize| &qkv[piece * 3 * HIDDEN + from + 32 * head..][..32];
        let truth: Vec<f32> = (0..n).flat_map(|piece| (0..12).flat_map(move |head| (0..32).map(move |k| (piece, head, k)))).map(|(piece, head, k)| {
            let shares: Vec<f64> = (0..n).map(|other| {
                let dot: f64 = part(piece, 0, head).iter().zip(part(other, HIDDEN, head)).map(|(q, k)| f64::from(*q) * f64::from(*k)).sum();
                (dot / 32f64.sqrt()).exp()
            }).collect();
            let total: f64 = shares.iter().sum();
            shares.iter().enumerate().map(|(other, share)| share / total * f64::from(part(other, 2 * HIDDEN, head)[k])).sum::<f64>() as f32
        }).collect();
        let outs: Vec<Vec<f32>> = Isa::all().into_iter().map(|isa| {
            let mut out = vec![0.0; n * HIDDEN];
            // A room that another window was in.
            let mut room = Room::default();
            attention(isa, &vec![1.0; 50 * 3 * HIDDEN], &mut vec![0.0; 50 * HIDDEN], &mut room);
            attention(isa, &qkv, &mut out, &mut room);
            out
        }).collect();
        prop_assert!(outs.windows(2).all(|w| w[0].iter().zip(&w[1]).all(|(a, b)| a.to_bits() == b.to_bits())));
        for (out, truth) in outs[0].iter().zip(&truth) {
            prop_assert!((out - truth).abs() < 4e-3, "{} {}", out, truth);
        }
    }

    #[test]
    fn exp_ln_and_gelu_are_close_to_the_library(x in -20.0f32..20.0) {
        let truth = f64::from(x).exp();
        prop_assert!(((f64::from(exp(x)) - truth) / truth).abs() < 5e-7);
        prop_assert!((f64::from(ln(exp(x))) - f64::from(x)).abs() < 1e-5 * (1.0 + f64::from(x.abs())));
        // The error function by its series and its continued fraction are both longer than what is tested: compare with
        // the integral of the density, by Simpson's rule.
        let steps = 2000;
        let h = f64::from(x) / f64::from(steps);
        let density = |t: f64| (-0.5 * t * t).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let inner: f64 = (1..steps).map(|k| density(f64::from(k) * h) * if k % 2 == 1 { 4.0 } else { 2.0 }).sum();
        let phi = 0.5 + h / 3.0 * (density(0.0) + inner + density(f64::from(x)));
        prop_assert!((f64::from(gelu(x)) - f64::from(x) * phi).abs() < 4.2e-5 * f64::from(x.abs()).max(1.0));
        let (x, truth) = (-x.abs(), f64::from(-x.abs()).exp2());
        prop_assert!(((f64::from(power(x)) - truth) / truth).abs() < 4e-6);
    }
}
