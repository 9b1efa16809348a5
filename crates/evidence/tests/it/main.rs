//! What holds for every span, place and date, and that the compiled-in list of measures can be used.
mod condition;
mod date;
mod measures;
mod span;
