//! Tests of the outlook.

#[path = "../../../table/tests/it/notation.rs"]
#[expect(dead_code, reason = "the tests of the table write tables in it too")]
mod notation;
mod properties;
mod cases;
