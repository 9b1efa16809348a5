//! Many readings, one record: who is the same across documents, which acts report one event, which texts are copies, what a person
//! corrected, and what was known as of a day. Knows no SQL, no model and not how a reading was made.

pub mod name;
pub mod identity;
pub mod event;
pub mod copy;
pub mod correction;
pub mod history;
pub mod process;
pub mod mark;
pub mod view;
