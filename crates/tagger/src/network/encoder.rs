//! MiniLM: layers of attention and a feed-forward net over word pieces, 384 numbers each; as many as the file has (six, or
//! fewer in a faster one).

use super::arithmetic::{layer_norm, sum};
use super::attention::{Room, attention};
use super::isa::{Isa, Job};
use super::matrix::{After, Matrix, Panel, Rows};
use crate::weights::{Malformed, Tensors};
use crate::windows::{PIECES, Piece, WINDOW};

/// Numbers in a vector.
pub(crate) const HIDDEN: usize = 384;
pub(crate) const INNER: usize = 1536;
/// Rows of the tables of features, in the order of `Piece::features`.
const FEATURES: [usize; 4] = [8, 4, 4, 8];

/// The trained encoder.
#[derive(Debug)]
pub(crate) struct Encoder {
    words: Table,
    positions: Table,
    features: [Vec<f32>; 4],
    norm: Norm,
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    qkv: Matrix,
    out: Matrix,
    norm1: Norm,
    up: Matrix,
    down: Matrix,
    norm2: Norm,
}

/// Vectors of 8-bit numbers with a scale each.
#[derive(Debug)]
struct Table {
    numbers: &'static [i8],
    scales: Vec<f32>,
}

#[derive(Debug)]
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

/// One vector of `HIDDEN` numbers for each piece of a window, one after the other.
type Vectors = Vec<f32>;

/// Buffers that one thread uses for window after window.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) rows: Rows,
    pub(crate) panel: Panel,
    wide: Vec<f32>,
    gathered: Vec<f32>,
    room: Room,
}

impl Encoder {
    pub(crate) fn read(file: &Tensors) -> Result<Self, Malformed> {
        let mut features: [Vec<f32>; 4] = Default::default();
        for (k, (table, n)) in features.iter_mut().zip(FEATURES).enumerate() {
            *table = file.floats(&format!("feature.{k}"), n * HIDDEN)?;
        }
        let prefixes = (0..).map(|k| format!("layer.{k}")).take_while(|p| file.has(&format!("{p}.qkv")));
        let layers = prefixes.map(|p| {
            Ok(Layer {
                qkv: file.matrix(&format!("{p}.qkv"), HIDDEN, 3 * HIDDEN)?,
                out: file.matrix(&format!("{p}.out"), HIDDEN, HIDDEN)?,
                norm1: Norm::read(file, &format!("{p}.norm1"))?,
                up: file.matrix(&format!("{p}.up"), HIDDEN, INNER)?,
                down: file.matrix(&format!("{p}.down"), INNER, HIDDEN)?,
                norm2: Norm::read(file, &format!("{p}.norm2"))?,
            })
        });
        Ok(Self {
            words: Table { numbers: file.bytes("word", PIECES * HIDDEN)?, scales: file.floats("word.scale", PIECES)? },
            positions: Table { numbers: file.bytes("position", WINDOW * HIDDEN)?, scales: file.floats("position.scale", WINDOW)? },
            features,
            norm: Norm::read(file, "norm")?,
            layers: layers.collect::<Result<_, _>>()?,
        })
    }

    /// The vectors of a window of at most `WINDOW` pieces. They depend on this window alone.
    pub(crate) fn encode(&self, isa: Isa, window: &[Piece], scratch: &mut Scratch) -> Vectors {
        let n = window.len();
        let mut x = vec![0.0; n * HIDDEN];
        isa.run(Embed { encoder: self, window, x: &mut x });
        for layer in &self.layers {
            let Scratch { rows, panel, wide, gathered, room } = scratch;
            rows.fill(isa, &x, HIDDEN);
            wide.resize(n * 3 * HIDDEN, 0.0);
            layer.qkv.apply(isa, rows, wide, After::Set, panel);
            gathered.resize(n * HIDDEN, 0.0);
            attention(isa, wide, gathered, room);
            rows.fill(isa, gathered, HIDDEN);
            layer.out.apply(isa, rows, &mut x, After::Add, panel);
            isa.run(Normalise { x: &mut x, norm: &layer.norm1 });

            rows.fill(isa, &x, HIDDEN);
            wide.resize(n * INNER, 0.0);
            layer.up.apply(isa, rows, wide, After::Gelu, panel);
            rows.fill(isa, wide, INNER);
            layer.down.apply(isa, rows, &mut x, After::Add, panel);
            isa.run(Normalise { x: &mut x, norm: &layer.norm2 });
        }
        x
    }
}

impl Norm {
    fn read(file: &Tensors, name: &str) -> Result<Self, Malformed> {
        Ok(Self { scale: file.floats(&format!("{name}.scale"), HIDDEN)?, shift: file.floats(&format!("{name}.shift"), HIDDEN)? })
    }
}

struct Embed<'a> {
    encoder: &'a Encoder,
    window: &'a [Piece],
    x: &'a mut [f32],
}

impl Job for Embed<'_> {
    #[inline(always)]
    fn run(self) {
        let e = self.encoder;
        for ((position, piece), x) in self.window.iter().enumerate().zip(self.x.chunks_exact_mut(HIDDEN)) {
            for (table, row) in [(&e.words, piece.id as usize), (&e.positions, position)] {
                let scale = table.scales[row];
                for (x, v) in x.iter_mut().zip(&table.numbers[row * HIDDEN..][..HIDDEN]) {
                    *x += f32::from(*v) * scale;
                }
            }
            for (table, row) in e.features.iter().zip(piece.features) {
                for (x, v) in x.iter_mut().zip(&table[usize::from(row) * HIDDEN..][..HIDDEN]) {
                    *x += v;
                }
            }
        }
        layer_norm(self.x, &e.norm.scale, &e.norm.shift);
    }
}

struct Normalise<'a> {
    x: &'a mut [f32],
    norm: &'a Norm,
}

impl Job for Normalise<'_> {
    #[inline(always)]
    fn run(self) {
        layer_norm(self.x, &self.norm.scale, &self.norm.shift);
    }
}

/// The dot product, in a fixed order.
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let n = a.len();
    let b = &b[..n];
    sum(|i| a[i] * b[i], n)
}
