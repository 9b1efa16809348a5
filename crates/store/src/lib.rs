//! A dossier kept in one SQLite file. Keeps and never interprets: who is whom and which acts report one event is said by whoever calls.
//! Opens files of strangers with nothing of theirs run.

mod error;
mod open;
mod schema;
mod id;
mod log;
mod pack;
mod write;
mod document;
mod actor;
mod act;
mod search;
mod terms;
mod undo;
mod redact;
mod wipe;
mod without;
mod seal;
mod check;
mod whole;
mod word;

pub use act::{NewAct, RowOfAct};
pub use actor::{Appearance, FormRow};
pub use check::Fault;
pub use document::{NewDocument, NewSource, SameText};
pub use error::Error;
pub use open::{Mode, Store};
pub use pack::Packed;
pub use redact::Masked;
pub use search::{Query, Shown};
pub use whole::Label;
pub use without::Without;
pub use word::{Field, Word};
pub use write::Writing;

/// The newest version of a dossier that this program knows, and the one that it makes.
pub const VERSION: i64 = schema::VERSION;
