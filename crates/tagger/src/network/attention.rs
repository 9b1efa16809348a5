//! Each piece looks at all pieces of its window, in twelve heads of 32 numbers.

use super::arithmetic::{power, sum};
use super::encoder::HIDDEN;
use super::isa::{Isa, Job};
use super::matrix::{BLOCK, PANEL, Pair, STEP, largest, pack, product, round, top};

const HEADS: usize = 12;
const WIDTH: usize = HIDDEN / HEADS;
/// Sizes of whole numbers, so that sums of 32 products of a query and a key stay within 32 bits.
const QUERY: f32 = 8191.0;
const KEY: f32 = 4095.0;
const VALUE: f32 = 8191.0;
/// What the shares of one piece's attention add up to.
const SHARE: f32 = 32767.0;
/// 1 / sqrt(32), the usual scale of dot products, times the binary logarithm of e: shares are powers of two.
const SCALE: f32 = 0.176_776_69 * std::f32::consts::LOG2_E;

/// Buffers of one window.
#[derive(Debug, Default)]
pub(crate) struct Room {
    queries: Vec<i32>,
    query_unit: Vec<f32>,
    /// For each panel of pieces, for each pair of numbers, that pair of each key.
    keys: Vec<Pair>,
    key_unit: Vec<f32>,
    /// For each panel of pieces one product with each query.
    products: Vec<[i32; PANEL]>,
    scores: Vec<f32>,
    shares: Vec<i32>,
    /// For each half of a head's columns, for each pair of pieces, the pieces' values.
    values: Vec<Pair>,
    sums: Vec<[i32; PANEL]>,
}

/// `out[piece]` = what the piece gathers from its window; `qkv` has queries, keys and values side by side.
pub(crate) fn attention(isa: Isa, qkv: &[f32], out: &mut [f32], room: &mut Room) {
    let n = qkv.len() / (3 * HIDDEN);
    let rows = n.next_multiple_of(BLOCK);
    let panels = n.div_ceil(PANEL);
    let stride = n.next_multiple_of(2 * STEP);
    room.queries.resize(rows * WIDTH / 2, 0);
    room.queries[n * WIDTH / 2..].fill(0);
    room.query_unit.resize(n, 0.0);
    room.keys.clear();
    room.keys.resize(panels * WIDTH / 2, [0; PANEL]);
    room.key_unit.resize(panels * PANEL, 0.0);
    room.key_unit[n..].fill(0.0);
    room.products.resize(panels * rows, [0; PANEL]);
    room.scores.resize(panels * PANEL, 0.0);
    room.shares.resize(rows * stride / 2, 0);
    room.shares[n * stride / 2..].fill(0);
    room.values.clear();
    room.values.resize(WIDTH / PANEL * stride / 2, [0; PANEL]);
    room.sums.resize(rows, [0; PANEL]);
    for head in 0..HEADS {
        let first = head * WIDTH;
        isa.run(Queries { qkv, first, queries: &mut room.queries, unit: &mut room.query_unit });
        isa.run(Keys { qkv, first: HIDDEN + first, keys: &mut room.keys, unit: &mut room.key_unit });
        for (keys, products) in room.keys.chunks_exact(WIDTH / 2).zip(room.products.chunks_exact_mut(rows)) {
            product(isa, &room.queries, keys, products);
        }
        isa.run(Softmax {
            products: &room.products,
            rows,
            n,
            query_unit: &room.query_unit,
            key_unit: &room.key_unit,
            scores: &mut room.scores,
            shares: &mut room.shares,
            stride,
        });
        let mut unit = 0.0;
        isa.run(Values { qkv, first: 2 * HIDDEN + first, values: &mut room.values, unit: &mut unit, pairs: stride / 2 });
        for (half, values) in room.values.chunks_exact(stride / 2).enumerate() {
            product(isa, &room.shares, values, &mut room.sums);
            isa.run(Gathered { sums: &room.sums, by: unit / SHARE, first: first + half * PANEL, out });
        }
    }
}

/// Sixteen numbers by their places. Written to a place of their own, they are computed side by side; written one by one into what a
/// reference points to, they are not, since the compiler cannot see that nothing else that is read lies there.
#[inline(always)]
fn array<T: Copy + Default>(each: impl Fn(usize) -> T) -> [T; PANEL] {
    let mut out = [T::default(); PANEL];
    for (k, out) in out.iter_mut().enumerate() {
        *out = each(k);
    }
    out
}

/// The columns of one head of each piece.
#[inline(always)]
fn of_head(qkv: &[f32], first: usize) -> impl Iterator<Item = &[f32; WIDTH]> {
    qkv.chunks_exact(3 * HIDDEN).filter_map(move |row| row[first..].first_chunk::<WIDTH>())
}

/// Rounds one head's numbers to whole ones of at most `most`, two in one number; and what a unit of them is worth.
#[inline(always)]
fn whole(row: &[f32; WIDTH], most: f32) -> ([i32; WIDTH / 2], f32) {
    let largest = largest(row);
    let by = if largest > 0.0 { most / largest } else { 0.0 };
    (array(|k| pack(round(row[2 * k] * by), round(row[2 * k + 1] * by))), largest / most)
}

struct Queries<'a> {
    qkv: &'a [f32],
    first: usize,
    queries: &'a mut [i32],
    unit: &'a mut [f32],
}

impl Job for Queries<'_> {
    #[inline(always)]
    fn run(self) {
        let to = self.queries.as_chunks_mut::<{ WIDTH / 2 }>().0.iter_mut().zip(self.unit);
        for (row, (query, unit)) in of_head(self.qkv, self.first).zip(to) {
            (*query, *unit) = whole(row, QUERY);
        }
    }
}

struct Keys<'a> {
    qkv: &'a [f32],
    first: usize,
    keys: &'a mut [Pair],
    unit: &'a mut [f32],
}

impl Job for Keys<'_> {
    #[inline(always)]
    fn run(self) {
        let mut rows = of_head(self.qkv, self.first);
        let mut units = self.unit.iter_mut();
        for panel in self.keys.as_chunks_mut::<{ WIDTH / 2 }>().0 {
            // Sixteen keys of sixteen pairs are turned over at once.
            let mut keys = [[0; WIDTH / 2]; PANEL];
            for ((row, key), unit) in rows.by_ref().take(PANEL).zip(&mut keys).zip(&mut units) {
                (*key, *unit) = whole(row, KEY);
            }
            for (k, pairs) in panel.iter_mut().enumerate() {
                *pairs = array(|piece| keys[piece][k]);
            }
        }
    }
}

struct Softmax<'a> {
    products: &'a [[i32; PANEL]],
    rows: usize,
    n: usize,
    query_unit: &'a [f32],
    key_unit: &'a [f32],
    scores: &'a mut [f32],
    /// Of each piece for each, and some more to make up the stride, whose values are nought.
    shares: &'a mut [i32],
    stride: usize,
}

impl Job for Softmax<'_> {
    #[inline(always)]
    fn run(self) {
        let scores = self.scores.as_chunks_mut::<PANEL>().0;
        // There is no key past the last piece.
        let absent: Vec<[f32; PANEL]> =
            (0..scores.len()).map(|panel| array(|k| if panel * PANEL + k < self.n { 0.0 } else { f32::MIN })).collect();
        let units = self.key_unit.as_chunks::<PANEL>().0;
        let shares: &mut [i16] = bytemuck::cast_slice_mut(self.shares);
        for (piece, shares) in shares.chunks_exact_mut(self.stride).take(self.n).enumerate() {
            let products = self.products[piece..].iter().step_by(self.rows);
            let mut most = [f32::MIN; PANEL];
            for (((scores, products), units), absent) in scores.iter_mut().zip(products).zip(units).zip(&absent) {
                let of_panel: [f32; PANEL] = array(|k| (products[k] as f32).mul_add(units[k], absent[k]));
                most = array(|k| if of_panel[k] > most[k] { of_panel[k] } else { most[k] });
                *scores = of_panel;
            }
            let most = top(most);
            let scale = self.query_unit[piece] * SCALE;
            let mut total = [0.0f32; PANEL];
            for scores in scores.iter_mut() {
                *scores = array(|k| power((scores[k] - most) * scale));
                total = array(|k| total[k] + scores[k]);
            }
            let total = sum(|k| total[k], PANEL);
            let by = SHARE / total;
            for (scores, shares) in scores.iter().zip(shares.as_chunks_mut::<PANEL>().0) {
                *shares = scores.map(|score| round(score * by) as i16);
            }
        }
    }
}

struct Values<'a> {
    qkv: &'a [f32],
    first: usize,
    values: &'a mut [Pair],
    unit: &'a mut f32,
    pairs: usize,
}

impl Job for Values<'_> {
    #[inline(always)]
    fn run(self) {
        let mut lanes = [0.0f32; WIDTH];
        for row in of_head(self.qkv, self.first) {
            for (lane, value) in lanes.iter_mut().zip(row) {
                let size = value.abs();
                *lane = if size > *lane { size } else { *lane };
            }
        }
        let most = largest(&lanes);
        *self.unit = most / VALUE;
        let by = if most > 0.0 { VALUE / most } else { 0.0 };
        let zeros = [0.0; WIDTH];
        let mut rows = of_head(self.qkv, self.first);
        let (left, right) = self.values.split_at_mut(self.pairs);
        for (left, right) in left.iter_mut().zip(right) {
            let Some(one) = rows.next() else {
                return;
            };
            let other = rows.next().unwrap_or(&zeros);
            for k in 0..PANEL {
                left[k] = pack(round(one[k] * by), round(other[k] * by));
                right[k] = pack(round(one[PANEL + k] * by), round(other[PANEL + k] * by));
            }
        }
    }
}

struct Gathered<'a> {
    sums: &'a [[i32; PANEL]],
    by: f32,
    first: usize,
    out: &'a mut [f32],
}

impl Job for Gathered<'_> {
    #[inline(always)]
    fn run(self) {
        for (sums, row) in self.sums.iter().zip(self.out.chunks_exact_mut(HIDDEN)) {
            if let Some(out) = row[self.first..].first_chunk_mut::<PANEL>() {
                *out = array(|k| sums[k] as f32 * self.by);
            }
        }
    }
}
