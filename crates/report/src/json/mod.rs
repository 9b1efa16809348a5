//! The JSON contract: what other programs parse. A version only grows; what stages call things may change, this may not.

pub mod v1;
pub mod dossier;
