//! The tagger from outside.

mod agreement;
mod cases;
mod fuzz;
mod random_weights;
mod robust;
