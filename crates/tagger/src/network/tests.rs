//! Every kind of processor gives the same bits, and they are those of the definition.

use proptest::prelude::*;

use super::arithmetic::{exp, gelu, ln};
use super::isa::Isa;
use super::matrix::{After, BLOCK, Matrix, Panel, Rows, pack, product};

fn matrix(inputs: usize, outputs: usize) -> Matrix {
    let weights: Vec<i8> = (0..inputs * outputs).map(|k| (k * 7919 % 255) as i8).collect();
    Matrix {
        inputs,
        outputs,
        weights: weights.leak(),
        scales: (0..outputs).map(|k| 0.001 + k as f32 * 1e-5).collect(),
        bias: (0..outputs).map(|k| k as f32 * 0.1 - 1.0).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn products_are_exact_and_the_same_on_every_processor(blocks in 0usize..4, half in 1usize..70, seed in any::<u32>()) {
        let number = |k: usize| (k as u32).wrapping_mul(2_654_435_761).wrapping_add(seed) >> 18;
        let pairs: Vec<[i32; BLOCK]> = (0..blocks * half)
            .map(|k| std::array::from_fn(|r| pack(number(12 * k + r) as i32 - 8191, number(k + r) as i32 - 8191)))
            .collect();
        let panel: Vec<[i16; 32]> = (0..half).map(|k| std::array::from_fn(|j| (number(k * 32 + j) % 255) as i16 - 127)).collect();
        let truth: Vec<[i32; 16]> = (0..blocks * BLOCK).map(|r| std::array::from_fn(|c| {
            (0..half).map(|p| {
                let pair = pairs[r / BLOCK * half + p][r % BLOCK];
                i32::from(pair as i16) * i32::from(panel[p][2 * c]) + (pair >> 16) * i32::from(panel[p][2 * c + 1])
            }).sum()
        })).collect();
        for isa in Isa::all() {
            let mut sums = Vec::new();
            product(isa, &pairs, &panel, &mut sums);
            prop_assert_eq!(&sums, &truth, "{:?}", isa);
        }
    }

    #[test]
    fn a_layer_gives_the_same_bits_on_every_processor(values in prop::collection::vec(-30.0f32..30.0, 5 * 64)) {
        let layer = matrix(64, 48);
        for after in [After::Set, After::Add, After::Gelu] {
            let outs: Vec<Vec<u32>> = Isa::all().into_iter().map(|isa| {
                let mut rows = Rows::default();
                rows.fill(isa, &values, 64);
                let mut out = vec![0.5; 5 * 48];
                layer.apply(isa, &rows, &mut out, after, &mut Panel::default());
                out.into_iter().map(f32::to_bits).collect()
            }).collect();
            prop_assert!(outs.windows(2).all(|w| w[0] == w[1]), "{after:?}");
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
        prop_assert!((f64::from(gelu(x)) - f64::from(x) * phi).abs() < 3e-6 * (1.0 + f64::from(x.abs())));
    }
}
