//! A double of std built on shuttle, with shuttle's own doubles and schedulers, for the checking chapter's claims about what shuttle finds.
//!
//! The book's explorer doesn't use this: `crates/outcomes` has its own doubles.

pub mod child;

pub use shuttle::{hint, sync, thread};

/// std's own: shuttle has no doubles for this module.
pub mod panic {
    pub use std::panic::*;
}

/// Prints nothing: the output of thousands of runs would bury the search's result.
#[macro_export]
macro_rules! println {
    ($($said:tt)*) => { drop(format!($($said)*)) };
}

/// All of std, with shuttle's doubles where they exist.
pub mod std {
    pub use ::std::*;

    pub use crate::{hint, panic, println, sync, thread};
}
