//! How well the reader reads, scored against hand-made answers. Development only: it reads files, and knows nothing that the
//! product would need.

pub mod contract;
pub mod corpus;
pub mod score;
pub mod print;
pub mod retold;
pub mod pairs;
pub mod tables;
mod fault;

pub use fault::Fault;
