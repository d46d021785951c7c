//! The model of a book: where its project lies, what a listing, a page and a record are, and how what is wrong with them is reported.

pub mod answer;
pub mod choices;
pub mod decoys;
pub mod diagnostic;
pub mod environment;
pub mod files;
pub mod instructions;
pub mod listing;
pub mod outcomes;
pub mod package;
pub mod page;
pub mod project;
pub mod prose;
pub mod record;
pub mod rules;
pub mod tree;
pub mod trials;

pub use project::{Project, project};
