//! shuttle as it comes: its own doubles of std and its own schedulers, for what the chapter on checking says that shuttle finds.
//!
//! The explorer of the book is another matter: `crates/outcomes` has doubles of its own.

pub mod child;

pub use shuttle::{hint, sync, thread};

/// shuttle has no doubles of this.
pub mod panic {
    pub use std::panic::*;
}

/// Thousands of runs that all print would bury what the search says.
#[macro_export]
macro_rules! println {
    ($($said:tt)*) => { drop(format!($($said)*)) };
}

/// All of std, with shuttle's doubles in the place of what they double.
pub mod std {
    pub use ::std::*;

    pub use crate::{hint, panic, println, sync, thread};
}
