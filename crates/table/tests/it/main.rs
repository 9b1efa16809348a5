//! Tests of the table.

mod notation;
mod cases;
mod properties;
mod dossier;
mod compare;
