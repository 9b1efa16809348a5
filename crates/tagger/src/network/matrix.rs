//! Products of whole-number matrices, exact and therefore the same in every order.

use super::isa::{Isa, Job};

/// Columns that are computed together.
pub(crate) const PANEL: usize = 16;
/// Rows that are computed together, so that their sums stay in registers.
pub(crate) const BLOCK: usize = 12;
/// Pairs of 16-bit numbers that are multiplied before the next look at where the rows lie.
pub(crate) const STEP: usize = 16;
/// The largest size of an activation: 127 * 127 * 1536 fits 32 bits with room to spare.
pub(crate) const ACTIVATION: f32 = 127.0;

/// A layer's weights, 8 bits each with a scale for each output: panels of 16 outputs; in a panel, for each four inputs, the 16
/// outputs' four weights, each with 128 added (that is how the widest products want one side).
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    quads: Vec<Quad>,
    pub(crate) scales: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// Four weights of each of 16 outputs.
type Quad = [u8; 4 * PANEL];
/// Two 16-bit numbers for each of 16 columns, the first in the low half.
pub(crate) type Pair = [i32; PANEL];

/// Rows of activations as whole numbers of 8 bits, and what one unit of each row is worth.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Four neighbours of a row in one number, the first lowest; filled up with rows of zeros to a multiple of `BLOCK`.
    quads: Vec<i32>,
    /// What the activations of each row add up to.
    sums: Vec<i32>,
    pub(crate) unit: Vec<f32>,
}

impl Rows {
    /// Rounds rows of `width` numbers (a multiple of 16) to whole ones, each row by its own scale.
    pub(crate) fn fill(&mut self, isa: Isa, values: &[f32], width: usize) {
        let n = values.len() / width;
        let padded = n.next_multiple_of(BLOCK);
        self.quads.resize(padded * width / 4, 0);
        self.quads[n * width / 4..].fill(0);
        self.sums.resize(padded, 0);
        self.sums[n..].fill(0);
        self.unit.resize(n, 0.0);
        isa.run(Fill { values, width, quads: bytemuck::cast_slice_mut(&mut self.quads), sums: &mut self.sums, unit: &mut self.unit });
    }
}

struct Fill<'a> {
    values: &'a [f32],
    width: usize,
    quads: &'a mut [i8],
    sums: &'a mut [i32],
    unit: &'a mut [f32],
}

impl Job for Fill<'_> {
    #[inline(always)]
    fn run(self) {
        let rows = self.values.chunks_exact(self.width).zip(self.quads.chunks_exact_mut(self.width));
        for ((row, whole), (sum, unit)) in rows.zip(self.sums.iter_mut().zip(self.unit)) {
            let largest = largest(row);
            *unit = largest / ACTIVATION;
            let scale = if largest > 0.0 { ACTIVATION / largest } else { 0.0 };
            for (whole, value) in whole.iter_mut().zip(row) {
                *whole = round(value * scale) as i8;
            }
            *sum = whole.iter().map(|number| i32::from(*number)).sum();
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
    for (lane, v) in lanes.iter_mut().zip(rest) {
        let a = v.abs();
        *lane = if a > *lane { a } else { *lane };
    }
    top(lanes)
}

/// The largest of sixteen numbers, in pairs.
#[inline(always)]
pub(crate) fn top(mut lanes: [f32; 16]) -> f32 {
    let mut width = 8;
    while width > 0 {
        for k in 0..width {
            lanes[k] = if lanes[k + width] > lanes[k] { lanes[k + width] } else { lanes[k] };
        }
        width /= 2;
    }
    lanes[0]
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
    /// A layer of `scales.len()` outputs (a multiple of 16) and as many inputs (a multiple of 32) as `weights` has for each: weights as they lie in
    /// a file, panels of 16 outputs, in a panel for each pair of inputs the 16 outputs' two weights.
    pub(crate) fn new(weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Self {
        let two_pairs = weights.as_chunks::<{ 4 * PANEL }>().0;
        let quads = two_pairs
            .iter()
            .map(|both| std::array::from_fn(|k| (both[k / 4 * 2 + k % 2 + k % 4 / 2 * (2 * PANEL)] as u8) ^ 0x80))
            .collect();
        Self { inputs: weights.len() / scales.len().max(1), outputs: scales.len(), quads, scales, bias }
    }

    /// `out[row] = rows[row] * weights + bias`, then `after`; `out` has `outputs` columns.
    pub(crate) fn apply(&self, isa: Isa, rows: &Rows, out: &mut [f32], after: After, scratch: &mut Panel) {
        debug_assert_eq!(out.len(), rows.unit.len() * self.outputs, "output of another shape");
        let padded = rows.sums.len();
        scratch.sums.resize(2 * padded, [0; PANEL]);
        let fours = isa.has_fours(self.inputs);
        if !fours {
            scratch.widen_rows(isa, &rows.quads);
        }
        for (index, quads) in self.quads.chunks(self.inputs / 4 * 2).enumerate() {
            let panels = quads.len() / (self.inputs / 4);
            let sums = &mut scratch.sums[..panels * padded];
            if fours {
                product_of_fours(isa, rows, quads, sums);
            } else {
                for (quads, sums) in quads.chunks_exact(self.inputs / 4).zip(sums.chunks_exact_mut(padded)) {
                    scratch.weights.resize(2 * quads.len(), [0; PANEL]);
                    isa.run(Widen { narrow: quads, wide: &mut scratch.weights });
                    product(isa, &scratch.rows, &scratch.weights, sums);
                }
            }
            for (k, sums) in sums.chunks_exact(padded).enumerate() {
                let first = (2 * index + k) * PANEL;
                isa.run(Finish {
                    sums,
                    unit: &rows.unit,
                    scales: &self.scales[first..first + PANEL],
                    bias: &self.bias[first..first + PANEL],
                    out,
                    stride: self.outputs,
                    first,
                    after,
                });
            }
        }
    }
}

/// Room for the products of two panels with all rows, and, where the processor multiplies 16 bits at best, for both sides in 16 bits.
#[derive(Debug, Default)]
pub(crate) struct Panel {
    sums: Vec<[i32; PANEL]>,
    rows: Vec<i32>,
    weights: Vec<Pair>,
}

impl Panel {
    fn widen_rows(&mut self, isa: Isa, quads: &[i32]) {
        self.rows.resize(2 * quads.len(), 0);
        isa.run(WidenRows { narrow: bytemuck::cast_slice(quads), wide: bytemuck::cast_slice_mut(&mut self.rows) });
    }
}

struct WidenRows<'a> {
    narrow: &'a [i8],
    wide: &'a mut [i16],
}

impl Job for WidenRows<'_> {
    #[inline(always)]
    fn run(self) {
        for (wide, narrow) in self.wide.iter_mut().zip(self.narrow) {
            *wide = i16::from(*narrow);
        }
    }
}

struct Widen<'a> {
    narrow: &'a [Quad],
    wide: &'a mut [Pair],
}

impl Job for Widen<'_> {
    #[inline(always)]
    fn run(self) {
        let weight = |byte: u8| i32::from((byte ^ 0x80) as i8);
        for (quad, pairs) in self.narrow.iter().zip(self.wide.as_chunks_mut::<2>().0) {
            for (column, four) in quad.as_chunks::<4>().0.iter().enumerate() {
                pairs[0][column] = pack(weight(four[0]), weight(four[1]));
                pairs[1][column] = pack(weight(four[2]), weight(four[3]));
            }
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

impl Finish<'_> {
    #[inline(always)]
    fn each(self, after: impl Fn(f32, f32) -> f32) {
        let (Some(scales), Some(bias)) = (self.scales.first_chunk::<PANEL>(), self.bias.first_chunk::<PANEL>()) else {
            return;
        };
        for ((sums, unit), row) in self.sums.iter().zip(self.unit).zip(self.out.chunks_exact_mut(self.stride)) {
            let Some(out) = row[self.first..].first_chunk_mut::<PANEL>() else {
                return;
            };
            // Into an array of its own: the compiler cannot see that `out` is no part of what it reads, and would go number by number.
            let mut values = [0.0; PANEL];
            for k in 0..PANEL {
                values[k] = after(out[k], (sums[k] as f32).mul_add(unit * scales[k], bias[k]));
            }
            *out = values;
        }
    }
}

impl Job for Finish<'_> {
    #[inline(always)]
    fn run(self) {
        match self.after {
            After::Set => self.each(|_, value| value),
            After::Add => self.each(|before, value| before + value),
            After::Gelu => self.each(|_, value| super::arithmetic::gelu(value)),
        }
    }
}

/// `sums[row][column]` = the sum over pairs of `rows[row] * panel[.][column]`; `rows` has as many pairs in a row as the panel has, a
/// multiple of `STEP`, and a multiple of `BLOCK` rows, as `sums` has.
pub(crate) fn product(isa: Isa, rows: &[i32], panel: &[Pair], sums: &mut [[i32; PANEL]]) {
    match isa {
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512(simd, Some(vnni), _) => vnni.vectorize(x86::Wide { simd, rows, panel, sums }),
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512(simd, None, _) => simd.vectorize(x86::Wide { simd, rows, panel, sums }),
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2(simd) => simd.vectorize(x86::Narrow { simd, rows, panel, sums }),
        Isa::Plain => plain(rows, panel, sums),
    }
}

/// The definition.
fn plain(rows: &[i32], panel: &[Pair], sums: &mut [[i32; PANEL]]) {
    for (row, sums) in rows.chunks_exact(panel.len()).zip(sums) {
        *sums = [0; PANEL];
        for (pair, weights) in row.iter().zip(panel) {
            let (low, high) = (i32::from(*pair as i16), pair >> 16);
            for (sum, two) in sums.iter_mut().zip(weights) {
                *sum += low * i32::from(*two as i16) + high * (two >> 16);
            }
        }
    }
}

/// The same of fours, on a processor that has products of them for so many inputs (`Isa::has_fours`), for one panel or two.
fn product_of_fours(isa: Isa, rows: &Rows, panels: &[Quad], sums: &mut [[i32; PANEL]]) {
    #[cfg(target_arch = "x86_64")]
    if let Isa::Avx512(_, _, Some(token)) = isa {
        x86::fours::<{ super::encoder::HIDDEN / 4 }>(token, rows, panels, sums);
        x86::fours::<{ super::encoder::INNER / 4 }>(token, rows, panels, sums);
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (isa, rows, panels, sums);
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The same with the vectors of x86.

    use std::arch::x86_64::{__m256i, __m512i, _mm512_dpbusd_epi32, _mm512_set1_epi32};

    use archmage::{X64V4xToken, arcane};
    use pulp::NullaryFnOnce;
    use pulp::x86::{V3, V4};

    use super::{BLOCK, PANEL, Pair, Quad, Rows, STEP};

    /// If there are `Q` fours in a row: known to the compiler, they need one register for twelve rows.
    pub(super) fn fours<const Q: usize>(token: X64V4xToken, rows: &Rows, panels: &[Quad], sums: &mut [[i32; PANEL]]) {
        if rows.quads.len() != Q * rows.sums.len() {
            return;
        }
        let (left, right) = sums.split_at_mut(rows.sums.len());
        let (left, right) = (left.as_chunks_mut::<BLOCK>().0.iter_mut(), right.as_chunks_mut::<BLOCK>().0.iter_mut());
        let blocks = rows.quads.as_chunks::<Q>().0.as_chunks::<BLOCK>().0.iter().zip(rows.sums.as_chunks::<BLOCK>().0);
        match panels.as_chunks::<Q>().0 {
            [one, other] => {
                for (((rows, row_sums), left), right) in blocks.zip(left).zip(right) {
                    block(token, rows, row_sums, [one, other], [left, right]);
                }
            }
            [one] => {
                for ((rows, row_sums), left) in blocks.zip(left) {
                    block(token, rows, row_sums, [one], [left]);
                }
            }
            _ => {}
        }
    }

    /// `row_sums` takes off what the 128 of each weight adds.
    #[arcane]
    fn block<const Q: usize, const P: usize>(
        _: X64V4xToken,
        rows: &[[i32; Q]; BLOCK],
        row_sums: &[i32; BLOCK],
        panels: [&[Quad; Q]; P],
        sums: [&mut [[i32; PANEL]; BLOCK]; P],
    ) {
        let mut sum = [[_mm512_set1_epi32(0); P]; BLOCK];
        for r in 0..BLOCK {
            sum[r] = [_mm512_set1_epi32(-128 * row_sums[r]); P];
        }
        for k in 0..Q {
            let mut weights = [_mm512_set1_epi32(0); P];
            for p in 0..P {
                weights[p] = pulp::cast::<Quad, __m512i>(panels[p][k]);
            }
            for r in 0..BLOCK {
                let four = _mm512_set1_epi32(rows[r][k]);
                for p in 0..P {
                    sum[r][p] = _mm512_dpbusd_epi32(sum[r][p], weights[p], four);
                }
            }
        }
        for (p, sums) in sums.into_iter().enumerate() {
            for r in 0..BLOCK {
                sums[r] = pulp::cast(sum[r][p]);
            }
        }
    }

    /// The `step`th so many pairs of each row.
    #[inline(always)]
    fn step<const ROWS: usize>(rows: &[i32], n: usize, step: usize) -> Option<[&[i32; STEP]; ROWS]> {
        let mut out = [&[0; STEP]; ROWS];
        for (r, out) in out.iter_mut().enumerate() {
            *out = rows.get(r * n + step * STEP..)?.first_chunk()?;
        }
        Some(out)
    }

    pub(super) struct Wide<'a> {
        pub(super) simd: V4,
        pub(super) rows: &'a [i32],
        pub(super) panel: &'a [Pair],
        pub(super) sums: &'a mut [[i32; PANEL]],
    }

    impl NullaryFnOnce for Wide<'_> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            let (f, bw) = (self.simd.avx512f, self.simd.avx512bw);
            let n = self.panel.len();
            for (rows, sums) in self.rows.chunks_exact(n * BLOCK).zip(self.sums.as_chunks_mut::<BLOCK>().0) {
                let mut sum = [f._mm512_setzero_si512(); BLOCK];
                for (index, panel) in self.panel.as_chunks::<STEP>().0.iter().enumerate() {
                    let Some(rows) = step::<BLOCK>(rows, n, index) else {
                        return;
                    };
                    for k in 0..STEP {
                        let weights: __m512i = pulp::cast(panel[k]);
                        for r in 0..BLOCK {
                            let pair = f._mm512_set1_epi32(rows[r][k]);
                            sum[r] = f._mm512_add_epi32(sum[r], bw._mm512_madd_epi16(pair, weights));
                        }
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
        pub(super) rows: &'a [i32],
        pub(super) panel: &'a [Pair],
        pub(super) sums: &'a mut [[i32; PANEL]],
    }

    impl NullaryFnOnce for Narrow<'_> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            // Half a block at a time: there are sixteen registers.
            const ROWS: usize = BLOCK / 2;
            let (avx, avx2) = (self.simd.avx, self.simd.avx2);
            let n = self.panel.len();
            for (rows, sums) in self.rows.chunks_exact(n * BLOCK).zip(self.sums.as_chunks_mut::<BLOCK>().0) {
                for first in [0, ROWS] {
                    let mut sum = [[avx._mm256_setzero_si256(); 2]; ROWS];
                    for (index, panel) in self.panel.as_chunks::<STEP>().0.iter().enumerate() {
                        let Some(rows) = step::<ROWS>(&rows[first * n..], n, index) else {
                            return;
                        };
                        for k in 0..STEP {
                            let weights: [__m256i; 2] = pulp::cast(panel[k]);
                            for r in 0..ROWS {
                                let pair = avx._mm256_set1_epi32(rows[r][k]);
                                for (sum, weights) in sum[r].iter_mut().zip(weights) {
                                    *sum = avx2._mm256_add_epi32(*sum, avx2._mm256_madd_epi16(pair, weights));
                                }
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
