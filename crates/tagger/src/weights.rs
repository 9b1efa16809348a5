//! The file of trained weights: named tensors one after the other, read in place.
//!
//! `ARMTAG01`, then for each tensor the length of its name (one byte), the name, the length of its data (four bytes,
//! little-endian), the data: bytes, or 32-bit floats little-endian. `training/pack.py` writes it.

use std::collections::BTreeMap;
use std::fmt;

use crate::network::Matrix;

const MAGIC: &[u8] = b"ARMTAG01";

/// A file of weights taken apart.
pub(crate) struct Tensors {
    by_name: BTreeMap<&'static str, &'static [u8]>,
}

/// What is wrong with a file of weights.
#[derive(Clone, Debug, PartialEq)]
pub enum Malformed {
    /// It does not begin with the mark of this version.
    Magic,
    /// It ends in the middle of a tensor, or a name is not UTF-8.
    Torn,
    /// A tensor is missing, or has another length than the network needs.
    Tensor(String),
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Malformed::Magic => write!(f, "not a weights file of this version: make it anew with training/pack.py"),
            Malformed::Torn => write!(f, "the weights file is cut short: copy it again"),
            Malformed::Tensor(name) => write!(f, "the weights file has no tensor \"{name}\" of the right size: make it anew"),
        }
    }
}

impl std::error::Error for Malformed {}

impl Tensors {
    pub(crate) fn read(file: &'static [u8]) -> Result<Self, Malformed> {
        let mut rest = file.strip_prefix(MAGIC).ok_or(Malformed::Magic)?;
        let mut by_name = BTreeMap::new();
        while let Some((&length, after)) = rest.split_first() {
            let (name, after) = after.split_at_checked(usize::from(length)).ok_or(Malformed::Torn)?;
            let (size, after) = after.split_first_chunk::<4>().ok_or(Malformed::Torn)?;
            let (data, after) = after.split_at_checked(u32::from_le_bytes(*size) as usize).ok_or(Malformed::Torn)?;
            by_name.insert(std::str::from_utf8(name).map_err(|_| Malformed::Torn)?, data);
            rest = after;
        }
        Ok(Self { by_name })
    }

    /// The same without all but some.
    pub(crate) fn only(mut self, names: &[&str]) -> Self {
        self.by_name.retain(|name, _| names.contains(name));
        self
    }

    /// The same with what `other` has and this file leaves out.
    pub(crate) fn beside(mut self, other: &Self) -> Self {
        for (name, data) in &other.by_name {
            self.by_name.entry(name).or_insert(data);
        }
        self
    }

    fn find(&self, name: &str, size: usize) -> Result<&'static [u8], Malformed> {
        match self.by_name.get(name) {
            Some(data) if data.len() == size => Ok(data),
            _ => Err(Malformed::Tensor(name.to_owned())),
        }
    }

    /// Is there a tensor of this name?
    pub(crate) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// A tensor of 8-bit numbers.
    pub(crate) fn bytes(&self, name: &str, n: usize) -> Result<&'static [i8], Malformed> {
        Ok(bytemuck::cast_slice(self.find(name, n)?))
    }

    /// A tensor of floats.
    pub(crate) fn floats(&self, name: &str, n: usize) -> Result<Vec<f32>, Malformed> {
        Ok(self.find(name, 4 * n)?.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect())
    }

    /// A tensor of names, one a line.
    pub(crate) fn names(&self, name: &str) -> Result<Vec<String>, Malformed> {
        let data = self.by_name.get(name).ok_or_else(|| Malformed::Tensor(name.to_owned()))?;
        let text = std::str::from_utf8(data).map_err(|_| Malformed::Tensor(name.to_owned()))?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// A layer's weights.
    pub(crate) fn matrix(&self, name: &str, inputs: usize, outputs: usize) -> Result<Matrix, Malformed> {
        let weights = self.bytes(name, inputs * outputs)?;
        Ok(Matrix::new(weights, self.floats(&format!("{name}.scale"), outputs)?, self.floats(&format!("{name}.bias"), outputs)?))
    }
}
