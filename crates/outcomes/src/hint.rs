//! Doubles of `std::hint`: each round of a spin loop lets other threads run, and no round is explored in which nothing can have changed.

#[doc(no_inline)]
pub use std::hint::*;

/// Says that the thread goes round in a loop.
#[track_caller]
pub fn spin_loop() {
    crate::thread::yield_now();
}
