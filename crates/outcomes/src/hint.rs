//! Doubles of `std::hint`: each round of a spin loop lets other threads run, and rounds where nothing can have changed aren't explored.

#[doc(no_inline)]
pub use std::hint::*;

/// Tells the engine that the thread is in a spin loop.
#[track_caller]
pub fn spin_loop() {
    crate::thread::yield_now();
}
