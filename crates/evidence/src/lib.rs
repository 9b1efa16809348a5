//! The words for what was read: documents, places in them, quotes, dates, actors, acts and measures.
//! Knows nothing of how anything was read, kept or judged; a type stands here when two stages name it.

mod span;
mod document;
mod original;
mod quote;
mod date;
mod act;
mod measure;
mod names;
mod reading;

pub use act::{ActKind, ActorKind, Relation, Role, Status, Strength};
pub use date::{Date, NotADate, Precision, When};
pub use document::{About, DateBasis, Document, DocumentId, Language, Published};
pub use measure::{BadMeasures, Group, Measure, MeasureId, Measures, Plover};
pub use names::{NamedActor, NamedPerson, Names, Office};
pub use original::{Format, Original, Spot, Stretch};
pub use quote::{NoSuchPlace, Quote};
pub use reading::{Act, ActId, Actor, ActorId, Attribution, Condition, Doubt, DoubtKind, Matter, Param, Reading, Reason};
pub use span::{Place, Span};
