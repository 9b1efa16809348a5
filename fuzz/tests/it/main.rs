//! The fuzz targets. As tests they run for a second each; `cargo xtask fuzz --seconds N` runs them longer.

mod document;
mod formats;
mod reading;
mod measures;
