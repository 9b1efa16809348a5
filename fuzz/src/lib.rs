//! Texts and files put together from random bytes, and what must hold of whatever is read in them.

pub mod files;
mod pieces;
mod sound;
mod spoilt;

pub use pieces::text;
pub use sound::sound;
pub use spoilt::spoilt;
