//! A weights file of random numbers: it says nonsense, but of every kind, so what must hold for any weights can be tested
//! without the trained ones.

use std::sync::OnceLock;

use tagger::Tagger;

const HIDDEN: usize = 384;

/// A tagger with random weights, and the trained one where there is one.
pub(crate) fn taggers() -> impl Iterator<Item = &'static Tagger> {
    static RANDOM: OnceLock<Tagger> = OnceLock::new();
    let random = RANDOM.get_or_init(|| Tagger::from_weights(file().leak()).expect("a whole file"));
    std::iter::once(random).chain(Tagger::embedded())
}

/// Small whole numbers, the same every time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| ((self.next() % 255) as i64 - 127) as u8).collect()
    }

    /// Floats within `size` of `middle`.
    fn floats(&mut self, n: usize, middle: f32, size: f32) -> Vec<u8> {
        (0..n).flat_map(|_| (middle + size * ((self.next() % 2001) as f32 / 1000.0 - 1.0)).to_le_bytes()).collect()
    }
}

/// The whole file, by the layout of `training/pack.py`.
pub(crate) fn file() -> Vec<u8> {
    let mut out = b"ARMTAG01".to_vec();
    let mut put = |name: &str, data: &[u8]| {
        out.push(name.len() as u8);
        out.extend(name.bytes());
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
    };
    let mut r = Numbers(7);
    for (name, rows) in [("word", 30_522), ("position", 192)] {
        put(name, &r.bytes(rows * HIDDEN));
        put(&format!("{name}.scale"), &r.floats(rows, 5e-4, 1e-4));
    }
    for (k, rows) in [8, 4, 4, 8].into_iter().enumerate() {
        put(&format!("feature.{k}"), &r.floats(rows * HIDDEN, 0.0, 0.05));
    }
    let mut norms = vec!["norm".to_owned()];
    let mut matrices = vec![("pointer".to_owned(), HIDDEN, 576)];
    for k in 0..6 {
        norms.extend([format!("layer.{k}.norm1"), format!("layer.{k}.norm2")]);
        for (name, inputs, outputs) in [("qkv", HIDDEN, 1152), ("out", HIDDEN, HIDDEN), ("up", HIDDEN, 1536), ("down", 1536, HIDDEN)] {
            matrices.push((format!("layer.{k}.{name}"), inputs, outputs));
        }
    }
    for name in norms {
        put(&format!("{name}.scale"), &r.floats(HIDDEN, 1.0, 0.1));
        put(&format!("{name}.shift"), &r.floats(HIDDEN, 0.0, 0.1));
    }
    for (name, inputs, outputs) in matrices {
        put(&name, &r.bytes(inputs * outputs));
        put(&format!("{name}.scale"), &r.floats(outputs, 1e-4, 5e-5));
        put(&format!("{name}.bias"), &r.floats(outputs, 0.0, 0.02));
    }
    put("label", &r.floats(7 * HIDDEN, 0.0, 0.2));
    put("label.bias", &r.floats(7, 0.0, 0.1));
    let edges: Vec<u8> = (0..49).flat_map(|k| edge(k / 7, k % 7).to_le_bytes()).collect();
    put("edges", &edges);
    put("calibration", &[1.0f32, 0.0].into_iter().flat_map(f32::to_le_bytes).collect::<Vec<_>>());
    out
}

/// An inside follows its begin or itself.
fn edge(from: usize, to: usize) -> f32 {
    if to > 0 && to.is_multiple_of(2) && from != to && from != to - 1 { -1e4 } else { 0.0 }
}
