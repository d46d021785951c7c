//! The library behind `cargo outcomes FILE`: rewrites a program for the explorer, refuses what the explorer can't do, and is independent of the book.

pub mod command;
pub mod protocol;
pub mod record;
pub mod refuse;
pub mod rewrite;
pub mod source;
pub mod steps;
