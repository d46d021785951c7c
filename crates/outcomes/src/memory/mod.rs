//! The memory model: C++20's, as RC11 makes it precise, without load buffering.
//!
//! An execution is a graph of events. It is possible if the graph is consistent, by the [`axioms`], which are the judge however executions are made.

pub mod axioms;
pub(crate) mod execution;
pub mod graph;
pub mod relation;
