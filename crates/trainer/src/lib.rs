//! What the weights are trained on, besides corpora: sentences of our own with their answers, in `sentences/`.
//! Reads and checks them and puts them into the form that `training/` takes; teaches the heads that tell acts. Trains no encoder:
//! that is Python's work, once.

mod further;
mod logistic;
mod teach;
mod marked;
mod lesson;
mod report;

pub use further::line;
pub use lesson::{Lesson, lessons};
pub use marked::{Fault, Marked, Role, Said, parse};
pub use report::{BadReport, report};
pub use teach::{Head, Kept, Material, Roles, Source, teach};
