//! Doubles of `std::sync`, `std::thread`, `std::hint`, `std::panic` and of the printing macros, under which a listing's own text is explored: every schedule, or
//! a sample.
//!
//! Protects the claim that a record of outcomes lists all that a program can do. shuttle runs the threads, one at a time; the doubles tell what each is about to
//! do; this crate chooses who goes on.
//!
//! A *schedule* is the order in which threads take their steps, until `main` ends or nobody can go on. A *step* is one thing that another thread could notice:
//! taking a lock, giving it back, an operation on an atomic, sending, receiving, dropping a receiver, waiting on and notifying a condition variable, arriving at
//! a barrier, initializing once, parking and unparking, printing, and the end of `main`. Starting and joining threads, their ends, dropping senders, cloning and
//! dropping an `Arc`, yielding and sleeping are no steps of their own: nobody can tell when exactly they happen. Where somebody can, since the program asks
//! without waiting (`try_recv`, `is_finished`, `strong_count`), or since a drop does something that shows who does it, exploration begins again and counts them.
//!
//! Numbers of schedules are exact, though few are run: one execution stands for its Mazurkiewicz trace, all orders that differ only by swapping independent steps,
//! and the linear extensions of its happens-before order are counted. `tests/model` compares that with running each, and with an independent model.
//!
//! What std allows and most runs never show, the [`Freedoms`], adds outcomes without numbers: a spurious wake-up or failure, a reader that waits behind a waiting
//! writer, a call of std that takes the token of `park`, output that the end of `main` cuts off, a loop that goes round very often, and what orderings weaker than
//! `SeqCst` allow by the memory model ([`memory`]). Each thread wakes up or fails spuriously at most [`most_spurious`](explore::Plan::most_spurious) times in one
//! schedule.
//!
//! A loop in which a thread yields or spins until another thread changes something is explored only as far as something changes. That it goes on anyway, until its
//! own end, is a freedom; where nobody else can go on, it must.
//!
//! Not modeled: real time, of which any amount may pass at any step, load buffering, and data races, which are undefined behavior.

#![deny(missing_docs)]

pub mod child;
mod clock;
mod conductor;
pub mod explore;
mod freedom;
pub mod hint;
mod linearizations;
mod local;
#[doc(hidden)]
pub mod memory;
mod object;
pub mod panic;
#[doc(hidden)]
pub mod print;
mod races;
mod report;
mod schedule;
mod scope;
#[doc(hidden)]
pub mod states;
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

    /// As [`crate::std`], with these.
    pub mod std {
        pub use crate::std::*;

        pub use super::sync;
    }
}

/// All of std, with the doubles in the place of what they double: where a path of an explored program leads.
pub mod std {
    pub use ::std::*;

    pub use crate::{dbg, eprint, eprintln, hint, panic, print, println, sync, thread, thread_local};
}

pub use explore::{Found, Limit, Plan, Replay, Report};
pub use freedom::Freedoms;
pub use object::Origin;
pub use report::{of, replay};
pub use schedule::Schedule;
pub use statics::PerRun;
pub use trace::Line;
pub use tree::ObjectId;
pub use world::{End, Failure, Fineness, Limits};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
