//! The memory model: C++20's, as formalized by RC11, without load buffering.
//!
//! An execution is a graph of events. It's possible if the graph satisfies the [`axioms`], no matter how it was built.

pub mod axioms;
pub(crate) mod execution;
pub mod graph;
pub mod relation;
