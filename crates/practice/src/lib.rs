//! Exercises: programs that are wrong or unfinished, and a judge that runs the reader's answer under every schedule. It doesn't depend on any chapter.

pub mod demands;
pub mod exercise;
pub mod judge;
