//! What `cargo outcomes FILE` is made of: it rewrites a program so that the explorer runs it, refuses what that cannot do, and knows no book.

pub mod command;
pub mod protocol;
pub mod record;
pub mod refuse;
pub mod rewrite;
pub mod source;
pub mod steps;
