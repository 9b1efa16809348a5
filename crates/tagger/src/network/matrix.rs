//! Products of whole-number matrices, exact and therefore the same in every order.

use super::isa::{Isa, Job};

/// Columns that are computed together.
pub(crate) const PANEL: usize = 16;
/// Rows that are computed together, so that their sums stay in registers.
pub(crate) const BLOCK: usize = 12;
/// The largest size of an activation: 127 * 8191 * 1536 still fits 32 bits.
pub(crate) const ACTIVATION: f32 = 8191.0;

/// A layer's weights, 8 bits each with a scale for each output, as they lie in the file:
/// panels of 16 outputs; in a panel, for each pair of inputs, the 16 outputs' two weights.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    pub(crate) weights: &'static [i8],
    pub(crate) scales: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// Rows of activations as whole numbers, and what one unit of each row is worth.
///
/// Two neighbours of a row are one `i32` (the first in the low half); these lie in blocks of 12 rows, in a block pair by
/// pair; the last block is filled up with zeros.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) pairs: Vec<[i32; BLOCK]>,
    pub(crate) unit: Vec<f32>,
}

impl Rows {
    /// Rounds rows of `width` numbers (even) to whole ones, each row by its own scale.
    pub(crate) fn fill(&mut self, isa: Isa, values: &[f32], width: usize) {
        let n = values.len() / width;
        self.pairs.clear();
        self.pairs.resize(n.div_ceil(BLOCK) * width / 2, [0; BLOCK]);
        self.unit.resize(n, 0.0);
        isa.run(Fill { values, width, pairs: &mut self.pairs, unit: &mut self.unit });
    }
}

struct Fill<'a> {
    values: &'a [f32],
    width: usize,
    pairs: &'a mut [[i32; BLOCK]],
    unit: &'a mut [f32],
}

impl Job for Fill<'_> {
    #[inline(always)]
    fn run(self) {
        let blocks = self.values.chunks(self.width * BLOCK).zip(self.pairs.chunks_exact_mut(self.width / 2));
        for ((values, pairs), unit) in blocks.zip(self.unit.chunks_mut(BLOCK)) {
            for (lane, (row, unit)) in values.chunks_exact(self.width).zip(unit).enumerate() {
                let largest = largest(row);
                *unit = largest / ACTIVATION;
                let scale = if largest > 0.0 { ACTIVATION / largest } else { 0.0 };
                for (pair, two) in pairs.iter_mut().zip(row.as_chunks::<2>().0) {
                    pair[lane] = pack(round(two[0] * scale), round(two[1] * scale));
                }
            }
        }
    }
}

/// The largest absolute value, in sixteen lanes.
#[inline(always)]
pub(crate) fn largest(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<16>();
    let mut lanes = [0.0f32; 16];
    for chunk in chunks {
        for (lane, v) in lanes.iter_mut().zip(chunk) {
            let a = v.abs();
            *lane = if a > *lane { a } else { *lane };
        }
    }
    let mut most = 0.0f32;
    for a in lanes.into_iter().chain(rest.iter().map(|v| v.abs())) {
        most = if a > most { a } else { most };
    }
    most
}

/// The nearest whole number, ties to even, for values of less than 2^22.
#[inline(always)]
pub(crate) fn round(value: f32) -> i32 {
    // Adding 1.5 * 2^23 leaves the whole part in the low bits: one addition, the same on every machine.
    (value + 12_582_912.0).to_bits().wrapping_sub(0x4B40_0000) as i32
}

/// Two 16-bit numbers in one word, the first in the low half.
#[inline(always)]
pub(crate) fn pack(low: i32, high: i32) -> i32 {
    (high << 16) | (low & 0xFFFF)
}

/// What `Matrix::apply` does with each output after scale and bias.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum After {
    /// Writes it.
    Set,
    /// Adds it to what stands there.
    Add,
    /// Writes its Gaussian error linear unit.
    Gelu,
}

impl Matrix {
    /// `out[row] = rows[row] * weights + bias`, then `after`; `out` has `outputs` columns.
    pub(crate) fn apply(&self, isa: Isa, rows: &Rows, out: &mut [f32], after: After, scratch: &mut Panel) {
        debug_assert_eq!(out.len(), rows.unit.len() * self.outputs, "output of another shape");
        let half = self.inputs / 2;
        for (index, weights) in self.weights.chunks_exact(self.inputs * PANEL).enumerate() {
            let columns = index * PANEL..(index + 1) * PANEL;
            scratch.widen(isa, weights, half);
            product(isa, &rows.pairs, &scratch.weights, &mut scratch.sums);
            isa.run(Finish {
                sums: &scratch.sums,
                unit: &rows.unit,
                scales: &self.scales[columns.clone()],
                bias: &self.bias[columns.clone()],
                out,
                stride: self.outputs,
                first: columns.start,
                after,
            });
        }
    }
}

/// Room for one panel of weights in 16 bits, and for its products with all rows.
#[derive(Debug, Default)]
pub(crate) struct Panel {
    pub(crate) weights: Vec<[i16; 2 * PANEL]>,
    pub(crate) sums: Vec<[i32; PANEL]>,
}

impl Panel {
    fn widen(&mut self, isa: Isa, weights: &[i8], half: usize) {
        self.weights.resize(half, [0; 2 * PANEL]);
        isa.run(Widen { narrow: weights, wide: &mut self.weights });
    }
}

struct Widen<'a> {
    narrow: &'a [i8],
    wide: &'a mut [[i16; 2 * PANEL]],
}

impl Job for Widen<'_> {
    #[inline(always)]
    fn run(self) {
        for (narrow, wide) in self.narrow.as_chunks::<{ 2 * PANEL }>().0.iter().zip(self.wide) {
            // As one value: written number by number it is compiled to single steps, and took a sixth of the time.
            *wide = narrow.map(i16::from);
        }
    }
}

struct Finish<'a> {
    sums: &'a [[i32; PANEL]],
    unit: &'a [f32],
    scales: &'a [f32],
    bias: &'a [f32],
    out: &'a mut [f32],
    stride: usize,
    first: usize,
    after: After,
}

impl Job for Finish<'_> {
    #[inline(always)]
    fn run(self) {
        let (Some(scales), Some(bias)) = (self.scales.first_chunk::<PANEL>(), self.bias.first_chunk::<PANEL>()) else {
            return;
        };
        for ((sums, unit), row) in self.sums.iter().zip(self.unit).zip(self.out.chunks_exact_mut(self.stride)) {
            let Some(out) = row[self.first..].first_chunk_mut::<PANEL>() else {
                return;
            };
            for k in 0..PANEL {
                let value = sums[k] as f32 * (unit * scales[k]) + bias[k];
                out[k] = match self.after {
                    After::Set => value,
                    After::Add => out[k] + value,
                    After::Gelu => super::arithmetic::gelu(value),
                };
            }
        }
    }
}

/// `sums[row][column]` = the sum over pairs of `rows[row] * panel[.][column]`, for blocks of rows of as many pairs as the
/// panel has.
pub(crate) fn product(isa: Isa, rows: &[[i32; BLOCK]], panel: &[[i16; 2 * PANEL]], sums: &mut Vec<[i32; PANEL]>) {
    sums.resize(rows.len() / panel.len() * BLOCK, [0; PANEL]);
    match isa {
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512(simd, Some(vnni)) => vnni.vectorize(x86::Wide { simd, rows, panel, sums }),
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512(simd, None) => simd.vectorize(x86::Wide { simd, rows, panel, sums }),
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2(simd) => simd.vectorize(x86::Narrow { simd, rows, panel, sums }),
        Isa::Plain => plain(rows, panel, sums),
    }
}

/// The definition.
fn plain(rows: &[[i32; BLOCK]], panel: &[[i16; 2 * PANEL]], sums: &mut [[i32; PANEL]]) {
    for (block, sums) in rows.chunks_exact(panel.len()).zip(sums.as_chunks_mut::<BLOCK>().0) {
        *sums = [[0; PANEL]; BLOCK];
        for (pairs, weights) in block.iter().zip(panel) {
            for (pair, sums) in pairs.iter().zip(sums.iter_mut()) {
                let (low, high) = (i32::from(*pair as i16), pair >> 16);
                for (sum, [a, b]) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                    *sum += low * i32::from(*a) + high * i32::from(*b);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The same with the vectors of x86.

    use std::arch::x86_64::{__m256i, __m512i};

    use pulp::NullaryFnOnce;
    use pulp::x86::{V3, V4};

    use super::{BLOCK, PANEL};

    pub(super) struct Wide<'a> {
        pub(super) simd: V4,
        pub(super) rows: &'a [[i32; BLOCK]],
        pub(super) panel: &'a [[i16; 2 * PANEL]],
        pub(super) sums: &'a mut [[i32; PANEL]],
    }

    impl NullaryFnOnce for Wide<'_> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            let (f, bw) = (self.simd.avx512f, self.simd.avx512bw);
            for (block, sums) in self.rows.chunks_exact(self.panel.len()).zip(self.sums.as_chunks_mut::<BLOCK>().0) {
                let mut sum = [f._mm512_setzero_si512(); BLOCK];
                for (pairs, weights) in block.iter().zip(self.panel) {
                    let weights: __m512i = pulp::cast(*weights);
                    for r in 0..BLOCK {
                        let pair = f._mm512_set1_epi32(pairs[r]);
                        sum[r] = f._mm512_add_epi32(sum[r], bw._mm512_madd_epi16(pair, weights));
                    }
                }
                for (out, sum) in sums.iter_mut().zip(sum) {
                    *out = pulp::cast(sum);
                }
            }
        }
    }

    pub(super) struct Narrow<'a> {
        pub(super) simd: V3,
        pub(super) rows: &'a [[i32; BLOCK]],
        pub(super) panel: &'a [[i16; 2 * PANEL]],
        pub(super) sums: &'a mut [[i32; PANEL]],
    }

    impl NullaryFnOnce for Narrow<'_> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            // Half a block at a time: there are sixteen registers.
            const ROWS: usize = BLOCK / 2;
            let (avx, avx2) = (self.simd.avx, self.simd.avx2);
            for (block, sums) in self.rows.chunks_exact(self.panel.len()).zip(self.sums.as_chunks_mut::<BLOCK>().0) {
                for first in [0, ROWS] {
                    let mut sum = [[avx._mm256_setzero_si256(); 2]; ROWS];
                    for (pairs, weights) in block.iter().zip(self.panel) {
                        let weights: [__m256i; 2] = pulp::cast(*weights);
                        for r in 0..ROWS {
                            let pair = avx._mm256_set1_epi32(pairs[first + r]);
                            for (sum, weights) in sum[r].iter_mut().zip(weights) {
                                *sum = avx2._mm256_add_epi32(*sum, avx2._mm256_madd_epi16(pair, weights));
                            }
                        }
                    }
                    for (out, sum) in sums[first..].iter_mut().zip(sum) {
                        *out = pulp::cast(sum);
                    }
                }
            }
        }
    }
}
