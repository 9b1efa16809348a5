//! The tagger from outside.
