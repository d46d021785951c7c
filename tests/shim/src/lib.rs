//! Doubles of `std::sync`, `std::thread`, `std::hint` and of the printing macros, under which a listing's own text is explored: every schedule, or a sample.
//!
//! Protects the claim that a record of outcomes lists all that a program can do. shuttle runs the threads, one at a time; the doubles tell what each is about to
//! do; this crate chooses.

pub mod child;
mod clock;
mod conductor;
pub mod explore;
pub mod hint;
mod local;
mod object;
pub mod panic;
#[doc(hidden)]
pub mod print;
mod schedule;
mod scope;
mod statics;
pub mod sync;
pub mod thread;
mod trace;
mod tree;
mod world;

/// The doubles, with std's own `Arc`: for programs that make trait objects of theirs, and whose owners nobody counts.
pub mod uncounted {
    /// The doubles of [`std::sync`], but `Arc` and `Weak`.
    pub mod sync {
        pub use std::sync::{Arc, Weak};

        pub use crate::sync::*;
    }
}

pub use object::Origin;
pub use schedule::Schedule;
pub use statics::PerRun;
pub use trace::Line;
pub use tree::ObjectId;
pub use world::{End, Failure, Fineness};
