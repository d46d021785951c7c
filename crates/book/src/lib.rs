//! The model of a book: where its project lies, what a listing, a page and a record are, and how what is wrong with them is reported.

pub mod listing;
pub mod module;
pub mod outcomes;
pub mod package;
pub mod page;
pub mod project;
pub mod prose;
pub mod record;
pub mod rules;
pub mod trials;
pub mod violation;

pub use project::{Project, project};
