//! Results as text for people, and as the JSON that the Python scorers print.

mod readings;
mod attributions;
mod side_by_side;
mod errors;
mod change;
mod tables;

pub use attributions::attributions;
pub use change::change;
pub use errors::{Kind, errors};
pub use readings::{readings, readings_json};
pub use side_by_side::{differences, side_by_side};
pub use tables::tables;
