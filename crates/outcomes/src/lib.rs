//! A stateless model checker for programs that use std: finds every outcome of a program with threads.
//!
//! The doubles of [`std`] run a program's threads one at a time, on shuttle's coroutines. Before each step, they announce what the thread is about to do, and the
//! search chooses which thread runs next. [`of`] explores a closure; `cargo outcomes FILE` explores a whole program, unchanged.
//!
//! A *schedule* is the order in which threads take their steps, until `main` ends or no thread can go on. A *step* is an operation that another thread could notice:
//! taking or releasing a lock, an operation on an atomic, sending, receiving, dropping a receiver, waiting on and notifying a condition variable, arriving at
//! a barrier, initializing once, parking and unparking, printing, and the end of `main`. Starting and joining threads, a thread's end, dropping senders, cloning
//! and dropping an `Arc`, yielding and sleeping aren't steps: no thread can tell exactly when they happen. If one can, because the program asks without waiting
//! (`try_recv`, `is_finished`, `strong_count`) or because a drop does something that shows who does it, exploration starts over and counts them as steps.
//!
//! Numbers of schedules are exact, though few are run: one execution represents its Mazurkiewicz trace, all orders that differ only by swapping independent steps,
//! and the linear extensions of its happens-before order are counted. `tests/model` checks that against running every schedule and against an independent model.
//!
//! [`Freedoms`], which std allows but most runs never show, add outcomes without numbers: a spurious wake-up or failure, a reader that waits behind a waiting
//! writer, a call into std that takes `park`'s token, output that the end of `main` cuts off, a loop that runs for very many rounds, and what orderings weaker than
//! `SeqCst` allow under the axioms of C++20 and RC11. Each thread wakes up or fails spuriously at most [`most_spurious`](explore::Plan::most_spurious) times in one
//! schedule; more than twice, only one thread at a time.
//!
//! A loop where a thread yields or spins until another thread changes something is explored only as far as something changes. Continuing anyway, until it ends by
//! itself, is a freedom; if no other thread can continue, it must.
//!
//! Accesses to an `UnsafeCell` aren't steps, either. Two that happens-before doesn't order, at least one of them a write, are a data race, which is undefined behavior:
//! the outcome of such an execution is [`End::Undefined`], with both accesses. Uses of a pointer that a thread keeps beyond its next step aren't seen, nor are accesses
//! to memory outside an `UnsafeCell`.
//!
//! Not modeled: real time (any amount may pass at any step) and load buffering.

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

/// The doubles, but with std's own `Arc`: for programs that coerce an `Arc` to an `Arc<dyn Trait>` and never count its owners.
pub mod uncounted {
    /// The doubles of [`std::sync`], except for `Arc` and `Weak`.
    pub mod sync {
        pub use std::sync::{Arc, Weak};

        pub use crate::sync::*;
    }

    /// [`crate::std`] with std's own `Arc`.
    pub mod std {
        pub use crate::std::*;

        pub use super::sync;

        /// As in [`crate::std`], but dropping a value isn't an access: the engine doesn't see that the last owner of std's `Arc` comes after the others.
        pub mod cell {
            #[doc(no_inline)]
            pub use std::cell::*;

            /// See [`crate::cell::UnsafeCell`].
            pub type UnsafeCell<T> = crate::cell::Plain<T, false>;
        }
    }
}

/// All of std, with doubles in place of the originals: what `std` means in an explored program.
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
