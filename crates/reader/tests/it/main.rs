//! The reader's tests: cases in `cases/`, and what must hold for any text.
mod attribution;
mod date;
mod measure;
