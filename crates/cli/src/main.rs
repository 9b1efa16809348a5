//! The command `armistice`.
fn main() {}
