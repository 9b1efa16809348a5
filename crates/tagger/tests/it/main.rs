//! The tagger from outside.

mod acts;
mod agreement;
mod cases;
mod fuzz;
mod random_weights;
mod robust;
