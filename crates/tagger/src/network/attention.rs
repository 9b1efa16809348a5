//! Each piece looks at all pieces of its window, in twelve heads of 32 numbers.

use super::arithmetic::{exp, sum};
use super::encoder::HIDDEN;
use super::isa::{Isa, Job};
use super::matrix::{BLOCK, PANEL, Panel, Rows, largest, pack, product, round};

const HEADS: usize = 12;
const WIDTH: usize = HIDDEN / HEADS;
/// Sizes of whole numbers, so that sums of 32 products of a query (8191 at most) and a key stay within 32 bits.
const KEY: f32 = 4095.0;
const VALUE: f32 = 8191.0;
/// What the shares of one piece's attention add up to.
const SHARE: f32 = 32767.0;

/// Buffers of one window.
#[derive(Debug, Default)]
pub(crate) struct Room {
    head: Vec<f32>,
    query: Rows,
    keys: Vec<[i16; 2 * PANEL]>,
    key_unit: Vec<f32>,
    values: Vec<[i16; 2 * PANEL]>,
    scores: Vec<f32>,
    shares: Vec<[i32; BLOCK]>,
}

/// `out[piece]` = what the piece gathers from its window; `qkv` has queries, keys and values side by side.
pub(crate) fn attention(isa: Isa, qkv: &[f32], out: &mut [f32], room: &mut Room, panel: &mut Panel) {
    let n = qkv.len() / (3 * HIDDEN);
    let panels = n.div_ceil(PANEL);
    let pairs = n.div_ceil(2);
    for head in 0..HEADS {
        gather(qkv, head * WIDTH, &mut room.head);
        room.query.fill(isa, &room.head, WIDTH);

        gather(qkv, HIDDEN + head * WIDTH, &mut room.head);
        room.keys.clear();
        room.keys.resize(panels * WIDTH / 2, [0; 2 * PANEL]);
        room.key_unit.clear();
        room.key_unit.resize(panels * PANEL, 0.0);
        isa.run(Keys { head: &room.head, keys: &mut room.keys, unit: &mut room.key_unit });

        room.scores.clear();
        room.scores.resize(n * panels * PANEL, 0.0);
        for (index, keys) in room.keys.chunks_exact(WIDTH / 2).enumerate() {
            product(isa, &room.query.pairs, keys, &mut panel.sums);
            isa.run(Scores {
                sums: &panel.sums,
                query_unit: &room.query.unit,
                key_unit: &room.key_unit[index * PANEL..][..PANEL],
                scores: &mut room.scores,
                stride: panels * PANEL,
                first: index * PANEL,
            });
        }
        room.shares.clear();
        room.shares.resize(n.div_ceil(BLOCK) * pairs, [0; BLOCK]);
        isa.run(Softmax { scores: &mut room.scores, stride: panels * PANEL, n, shares: &mut room.shares });

        gather(qkv, 2 * HIDDEN + head * WIDTH, &mut room.head);
        let unit = largest(&room.head) / VALUE;
        let by = if unit > 0.0 { 1.0 / unit } else { 0.0 };
        for half in 0..WIDTH / PANEL {
            room.values.clear();
            room.values.resize(pairs, [0; 2 * PANEL]);
            isa.run(Values { head: &room.head, first: half * PANEL, by, values: &mut room.values });
            product(isa, &room.shares, &room.values, &mut panel.sums);
            let first = head * WIDTH + half * PANEL;
            for (sums, row) in panel.sums.iter().zip(out.chunks_exact_mut(HIDDEN)) {
                for (sum, out) in sums.iter().zip(&mut row[first..first + PANEL]) {
                    *out = *sum as f32 * (unit / SHARE);
                }
            }
        }
    }
}

/// The columns of one head, piece by piece.
fn gather(qkv: &[f32], first: usize, head: &mut Vec<f32>) {
    head.clear();
    for row in qkv.chunks_exact(3 * HIDDEN) {
        head.extend_from_slice(&row[first..first + WIDTH]);
    }
}

struct Keys<'a> {
    head: &'a [f32],
    keys: &'a mut [[i16; 2 * PANEL]],
    unit: &'a mut [f32],
}

impl Job for Keys<'_> {
    #[inline(always)]
    fn run(self) {
        for (piece, row) in self.head.chunks_exact(WIDTH).enumerate() {
            let most = largest(row);
            self.unit[piece] = most / KEY;
            let by = if most > 0.0 { KEY / most } else { 0.0 };
            let (block, column) = (piece / PANEL * (WIDTH / 2), piece % PANEL * 2);
            for (pair, two) in row.as_chunks::<2>().0.iter().enumerate() {
                let to = &mut self.keys[block + pair];
                to[column] = round(two[0] * by) as i16;
                to[column + 1] = round(two[1] * by) as i16;
            }
        }
    }
}

struct Scores<'a> {
    sums: &'a [[i32; PANEL]],
    query_unit: &'a [f32],
    key_unit: &'a [f32],
    scores: &'a mut [f32],
    stride: usize,
    first: usize,
}

impl Job for Scores<'_> {
    #[inline(always)]
    fn run(self) {
        // 1 / sqrt(32): the usual scale of dot products.
        let scale = 0.176_776_69f32;
        let Some(key_unit) = self.key_unit.first_chunk::<PANEL>() else {
            return;
        };
        for ((sums, unit), row) in self.sums.iter().zip(self.query_unit).zip(self.scores.chunks_exact_mut(self.stride)) {
            let Some(row) = row[self.first..].first_chunk_mut::<PANEL>() else {
                return;
            };
            for k in 0..PANEL {
                row[k] = sums[k] as f32 * (unit * scale * key_unit[k]);
            }
        }
    }
}

struct Softmax<'a> {
    scores: &'a mut [f32],
    stride: usize,
    n: usize,
    shares: &'a mut [[i32; BLOCK]],
}

impl Job for Softmax<'_> {
    #[inline(always)]
    fn run(self) {
        let pairs = self.n.div_ceil(2);
        for (piece, row) in self.scores.chunks_exact_mut(self.stride).enumerate() {
            let (lane, shares) = (piece % BLOCK, &mut self.shares[piece / BLOCK * pairs..][..pairs]);
            let (row, beyond) = row.split_at_mut(self.n);
            beyond.fill(0.0);
            let (chunks, rest) = row.as_chunks::<16>();
            let mut lanes = [f32::MIN; 16];
            for chunk in chunks {
                for (lane, v) in lanes.iter_mut().zip(chunk) {
                    *lane = if *v > *lane { *v } else { *lane };
                }
            }
            let most = lanes.iter().chain(rest).fold(f32::MIN, |a, b| if *b > a { *b } else { a });
            for v in row.iter_mut() {
                *v = exp(*v - most);
            }
            let by = SHARE / sum(|i| row[i], row.len());
            let (two, one) = row.as_chunks::<2>();
            for (share, two) in shares.iter_mut().zip(two) {
                share[lane] = pack(round(two[0] * by), round(two[1] * by));
            }
            if let (Some(share), Some(one)) = (shares.last_mut(), one.first()) {
                share[lane] = pack(round(one * by), 0);
            }
        }
    }
}

struct Values<'a> {
    head: &'a [f32],
    first: usize,
    by: f32,
    values: &'a mut [[i16; 2 * PANEL]],
}

impl Job for Values<'_> {
    #[inline(always)]
    fn run(self) {
        for (piece, row) in self.head.chunks_exact(WIDTH).enumerate() {
            let to = &mut self.values[piece / 2];
            for (k, v) in row[self.first..self.first + PANEL].iter().enumerate() {
                to[2 * k + piece % 2] = round(v * self.by) as i16;
            }
        }
    }
}
