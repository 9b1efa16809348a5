//! The fuzz targets. As tests they run for a second each; `cargo xtask fuzz --seconds N` runs them longer.

mod reading;
mod measures;
