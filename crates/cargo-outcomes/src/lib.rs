//! What `cargo outcomes FILE` is made of: it rewrites a program so that the explorer runs it, refuses what that cannot do, and knows no book.

pub mod refuse;
pub mod rewrite;
pub mod source;
