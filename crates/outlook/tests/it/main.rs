//! Tests of the outlook.

#[path = "../../../table/tests/it/notation.rs"]
mod notation;
mod properties;
mod cases;
