//! Runs listings: rewrites std paths to doubles, compiles, runs with a limit, explores, and caches results.

pub mod bug_search;
pub mod cache;
pub mod code;
pub mod doubles;
pub mod editions;
pub mod exploration;
pub mod loom;
pub mod normalize;
pub mod run;
pub mod rustc;
pub mod states;
pub mod std_docs;
pub mod together;
