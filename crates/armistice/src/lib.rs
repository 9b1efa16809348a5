//! The library's front door: files, folders and streams in, readings and tables out. It does the input that the stages may not do,
//! pairs texts with their metadata, and reads many documents at once with their order kept. No terminal, no wording of results.
//!
//! ```
//! use armistice::{Config, Input, read_all};
//! let report = "“We will not hand over the harbour, today or ever,” President Halvorsen of Norland said.";
//! let input = Input::bytes("note.txt", report.as_bytes().to_vec());
//! for outcome in read_all([input], &Config::default(), None) {
//!     match outcome.result {
//!         Ok(read) => println!("{}: {} acts", read.document.about.id, read.reading.acts.len()),
//!         Err(left_out) => eprintln!("{}: {left_out} ({})", outcome.origin, left_out.hint),
//!     }
//! }
//! ```

pub mod apart;
mod outcome;
mod input;
mod read;
mod readings;
mod shard;
mod import;
pub mod dossier;

pub use import::{Import, ImportState, Imported, Missing, import_all};
pub use input::{Input, load};
pub use outcome::{LeftOut, Origin, Outcome, hint};
pub use read::{Options, Read, read, read_all, read_all_given, read_all_with};
pub use readings::{BadReading, Readings};
pub use shard::Shard;

pub use evidence::{
    About, Act, ActId, ActKind, Actor, ActorId, ActorKind, Attribution, Condition, Date, DateBasis, Document, DocumentId, Doubt, DoubtKind,
    Format, Group, Language, Matter, Measure, MeasureId, Measures, Original, Param, Place, Precision, Published, Quote, Reading, Reason,
    Relation, Role, Span, Spot, Status, Strength, Stretch, When,
};
pub use outlook;
pub use reader::document::Given;
pub use reader::{Config, Model};
pub use table::{Position, Side, Stance, Table, Wait};
pub use table::{compare, dossier as tables};
