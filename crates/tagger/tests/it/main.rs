//! The tagger from outside.

mod agreement;
mod fuzz;
mod random_weights;
mod robust;
