//! What the checks of the book share: where things are, what a listing is, what a page says, and how programs and compilers are run.

pub mod api;
pub mod bench;
pub mod cache;
pub mod claims;
pub mod doubles;
pub mod exploration;
pub mod explored;
pub mod figure;
pub mod house;
pub mod listing;
pub mod measured;
pub mod normalize;
pub mod outcomes;
pub mod package;
pub mod page;
pub mod prose;
pub mod record;
pub mod run;
pub mod rustc;
pub mod schedule;
pub mod search;
pub mod trials;
pub mod violation;
