//! Every outcome of a program with threads: a stateless model checker for programs of std.
//!
//! The doubles of [`std`] run a program's threads one at a time, on coroutines of shuttle. Before each step they say what the thread is about to do, and the search
//! chooses which thread goes on. [`of`] explores a closure; `cargo outcomes FILE` explores a whole program without a change to it.
//!
//! A *schedule* is the order in which threads take their steps, until `main` ends or no thread can go on. A *step* is one thing that another thread could notice:
//! taking a lock, giving it back, an operation on an atomic, sending, receiving, dropping a receiver, waiting on and notifying a condition variable, arriving at
//! a barrier, initializing once, parking and unparking, printing, and the end of `main`. Starting and joining threads, their ends, dropping senders, cloning and
//! dropping an `Arc`, yielding and sleeping are no steps of their own: no thread can tell when exactly they happen. Where one can, since the program asks
//! without waiting (`try_recv`, `is_finished`, `strong_count`), or since a drop does something that shows who does it, exploration begins again and counts them.
//!
//! Numbers of schedules are exact, though few are run: one execution stands for its Mazurkiewicz trace, all orders that differ only by swapping independent steps,
//! and the linear extensions of its happens-before order are counted. `tests/model` compares that with running each, and with an independent model.
//!
//! What std allows and most runs never show, the [`Freedoms`], adds outcomes without numbers: a spurious wake-up or failure, a reader that waits behind a waiting
//! writer, a call of std that takes the token of `park`, output that the end of `main` cuts off, a loop that goes round very often, and what orderings weaker than
//! `SeqCst` allow by the axioms of C++20 and RC11. Each thread wakes up or fails spuriously at most [`most_spurious`](explore::Plan::most_spurious) times in one
//! schedule; more than twice, only one thread at a time.
//!
//! A loop in which a thread yields or spins until another thread changes something is explored only as far as something changes. That it goes on anyway, until its
//! own end, is a freedom; where no other thread can go on, it must.
//!
//! Accesses to an `UnsafeCell` are no steps either. Two of them that happens-before leaves unordered are a data race, which is undefined behavior: the outcome of
//! such an execution is [`End::Undefined`], with both accesses. A pointer that a thread keeps beyond its next step is not seen to be used, nor is memory in no
//! `UnsafeCell`.
//!
//! Not modeled: real time, of which any amount may pass at any step, and load buffering.

#![deny(missing_docs)]

#[macro_use]
mod macros;

#[doc(hidden)]
pub mod cell;
pub mod child;
mod clock;
pub mod explore;
mod freedom;
pub mod hint;
pub mod io;
mod linearizations;
mod local;
#[doc(hidden)]
pub mod memory;
mod object;
pub mod panic;
mod place;
#[doc(hidden)]
pub mod print;
pub mod process;
mod race_reversal;
mod report;
mod schedule;
mod scheduler;
mod scope;
#[doc(hidden)]
pub mod states;
mod statics;
pub mod sync;
pub mod thread;
mod tree;
mod world;

/// The doubles, but with std's own `Arc`: for programs that coerce an `Arc` to one of a trait object and never count its owners.
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

        /// As in [`crate::std`], but to drop a value is no access: the last owner of std's `Arc` is not seen to come after the others.
        pub mod cell {
            #[doc(no_inline)]
            pub use std::cell::*;

            /// See [`crate::cell::UnsafeCell`].
            pub type UnsafeCell<T> = crate::cell::Plain<T, false>;
        }
    }
}

/// All of std, with the doubles in the place of what they double: where a path of an explored program leads.
pub mod std {
    #[doc(no_inline)]
    pub use ::std::*;

    /// The double of [`std::cell`].
    pub mod cell {
        #[doc(no_inline)]
        pub use ::std::cell::*;

        pub use crate::cell::UnsafeCell;
    }

    pub use crate::{dbg, eprint, eprintln, hint, io, panic, print, println, process, sync, thread, thread_local};
}

#[doc(hidden)]
pub use cell::StaticMut;
pub use explore::{Found, Limit, Plan, Replay, Report};
pub use freedom::Freedoms;
pub use object::Origin;
pub use report::{of, replay};
pub use schedule::Schedule;
pub use statics::PerRun;
pub use tree::ObjectId;
pub use world::Line;
pub use world::{End, Failure, Fineness, Limits};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
