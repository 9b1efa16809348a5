//! Which measures the words of an act name, and what they fill in of them: words that name no measure give none. Which of these and
//! others the act is about heads then choose (`act::topic`). A measure has no sign; for or against it is for the act to say.

mod undone;
mod passed_over;
mod alone;
mod words;
mod cues;
mod reference;
mod matters;
mod params;

pub use cues::{Cues, Hit, within};
pub(crate) use matters::is_common;
pub use matters::{matter, matters};
pub(crate) use passed_over::is_passed_over;
pub(crate) use words::number_word;
