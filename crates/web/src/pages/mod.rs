//! The pages, one a file, in the order of a working day.

pub(crate) mod start;
pub(crate) mod front;
pub(crate) mod documents;
pub(crate) mod sources;
pub(crate) mod room;
pub(crate) mod item;
pub(crate) mod search;
pub(crate) mod actors;
pub(crate) mod table;
pub(crate) mod timeline;
pub(crate) mod waits;
pub(crate) mod outlook;
pub(crate) mod compare;
pub(crate) mod log;
pub(crate) mod help;
