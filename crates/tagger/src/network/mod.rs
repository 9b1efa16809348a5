//! The encoder: a window's pieces in, a vector for each piece out. Knows nothing of what the vectors are for.
//!
//! The same bits come out on every machine. Matrix products are whole numbers (weights and activations of 8 bits, queries, keys and
//! values of attention of 13 and 14, sums of 32), so their order does not matter, and everything else is float arithmetic whose order is
//! written down: multiply-add is fused where it says `mul_add` and nowhere else, no library exponential, sums in sixteen fixed lanes.

mod arithmetic;
mod attention;
mod encoder;
mod isa;
mod matrix;

pub(crate) use arithmetic::{exp, ln, sigmoid};
pub(crate) use encoder::{Encoder, HIDDEN, Scratch, dot};
pub(crate) use isa::Isa;
pub(crate) use matrix::{After, Matrix};

#[cfg(test)]
mod tests;
