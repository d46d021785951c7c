//! The model of a book: its project, listings, pages and records, and the diagnostics about them.

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
