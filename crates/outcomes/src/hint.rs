//! Protects spin loops: each round of one lets others go on, and no round is explored in which nothing can have changed.

pub use std::hint::*;

/// Says that the thread goes round in a loop.
#[track_caller]
pub fn spin_loop() {
    crate::thread::yield_now();
}
