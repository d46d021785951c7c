//! The library behind `cargo outcomes FILE`, independent of the book: rewrites a program for the explorer, or refuses what the explorer can't handle.

pub mod command;
pub mod protocol;
pub mod record;
pub mod refuse;
pub mod rewrite;
pub mod source;
pub mod steps;
