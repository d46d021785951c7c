//! What a checker has to see, under one name for three builds.

#[cfg(loom)]
use loom as tools;
#[cfg(all(feature = "shuttle", not(loom)))]
use shuttle as tools;
#[cfg(not(any(loom, feature = "shuttle")))]
use std as tools;

pub use tools::sync::atomic;
#[cfg(test)]
pub use tools::{sync::Arc, thread};

/// Runs a test as often as this build's checker wants.
#[cfg(test)]
pub fn check(test: fn()) {
    #[cfg(loom)]
    loom::model(test);
    #[cfg(all(feature = "shuttle", not(loom)))]
    shuttle::check_random(test, 1_000);
    #[cfg(not(any(loom, feature = "shuttle")))]
    (0..1_000).for_each(|_| test());
}
