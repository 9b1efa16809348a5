//! What an act is about: which measures its words name, and what they fill in of them. Takes no nearest fit: words that name
//! no measure give none. A measure has no sign; for or against it is for the act to say.

mod undone;
mod alone;
mod words;
mod cues;
mod reference;
mod matters;
mod params;

pub use cues::{Cues, Hit, within};
pub use matters::{matter, matters};
pub(crate) use words::number_word;
