//! Runs listings: rewrites std paths to doubles, compiles, runs with a limit, explores, and caches results.

pub mod api;
pub mod cache;
pub mod code;
pub mod doubles;
pub mod editions;
pub mod exploration;
pub mod normalize;
pub mod run;
pub mod rustc;
pub mod search;
pub mod states;
pub mod together;
pub mod weak;
