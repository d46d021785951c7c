//! Litmus tests with the verdicts of the literature.
//!
//! Sources:
//! - `std`: C++20, N4861, by its clauses: `races` is [intro.races], `order` [atomics.order], `fences` [atomics.fences]. Rust's atomics are C++20's.
//! - `RC11`: Lahav, Vafeiadis, Kang, Hur, Dreyer, *Repairing Sequential Consistency in C/C++11*, PLDI 2017.
//! - `Batty`: Batty, Owens, Sarkar, Sewell, Weber, *Mathematizing C++ Concurrency*, POPL 2011.
//! - `P0982`: Boehm, Giroux, Vafeiadis, *Weaken Release Sequences*, 2018, part of C++20.
//!
//! The names of the shapes are those of Alglave, Maranget and Tautschnig, *Herding Cats*, TOPLAS 2014.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use crate::program::Access::{Add, Exchange, Load, Plain, Swap, WeakExchange};
use crate::program::Value::{Is, Of};
use crate::program::{Act, Place, Program};

/// The verdict on an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Allowed,
    Forbidden,
    /// A data race: the program has undefined behavior.
    Race,
    /// No data race.
    NoRace,
}

/// A litmus test: the registers `(thread, register, value)` and last values `(place, value)` of the outcome in question.
pub struct Test {
    pub name: &'static str,
    pub program: Program,
    pub registers: &'static [(usize, usize, u32)],
    pub last: &'static [(Place, u32)],
    pub verdict: Verdict,
    pub source: &'static str,
}

pub const X: Place = 0;
const Y: Place = 1;
const Z: Place = 2;

fn ld(register: usize, place: Place, order: Ordering) -> Act {
    Act::Read(register, place, Load(order))
}

fn st(place: Place, value: u32, order: Ordering) -> Act {
    Act::Store(place, Is(value), order)
}

fn fence(order: Ordering) -> Act {
    Act::Fence(order)
}

macro_rules! tests {
    ($($name:literal: $([$($act:expr),*])||+ => $registers:expr, $last:expr, $verdict:ident, $source:literal;)*) => {
        /// The table.
        pub fn table() -> Vec<Test> {
            vec![$(Test {
                name: $name,
                program: Program(vec![$(vec![$($act),*]),+]),
                registers: &$registers,
                last: &$last,
                verdict: Verdict::$verdict,
                source: $source,
            }),*]
        }
    };
}

tests! {
    // Store buffering: each thread misses the other's store.
    "SB": [st(X, 1, Relaxed), ld(0, Y, Relaxed)] || [st(Y, 1, Relaxed), ld(0, X, Relaxed)]
        => [(0, 0, 0), (1, 0, 0)], [], Allowed, "Batty";
    "SB+rel+acq": [st(X, 1, Release), ld(0, Y, Acquire)] || [st(Y, 1, Release), ld(0, X, Acquire)]
        => [(0, 0, 0), (1, 0, 0)], [], Allowed, "Batty";
    "SB+sc": [st(X, 1, SeqCst), ld(0, Y, SeqCst)] || [st(Y, 1, SeqCst), ld(0, X, SeqCst)]
        => [(0, 0, 0), (1, 0, 0)], [], Forbidden, "Batty; RC11";
    "SB+sc+rlx store": [st(X, 1, Relaxed), ld(0, Y, SeqCst)] || [st(Y, 1, SeqCst), ld(0, X, SeqCst)]
        => [(0, 0, 0), (1, 0, 0)], [], Allowed, "std order 4: a relaxed store is not in S";
    "SB+fences sc": [st(X, 1, Relaxed), fence(SeqCst), ld(0, Y, Relaxed)] || [st(Y, 1, Relaxed), fence(SeqCst), ld(0, X, Relaxed)]
        => [(0, 0, 0), (1, 0, 0)], [], Forbidden, "std order 4.4; RC11";
    "SB+fence sc+acqrel": [st(X, 1, Relaxed), fence(SeqCst), ld(0, Y, Relaxed)] || [st(Y, 1, Relaxed), fence(AcqRel), ld(0, X, Relaxed)]
        => [(0, 0, 0), (1, 0, 0)], [], Allowed, "std order 4: one fence is not in S";
    "SB+fence sc+access sc": [st(X, 1, Relaxed), fence(SeqCst), ld(0, Y, Relaxed)] || [st(Y, 1, SeqCst), ld(0, X, SeqCst)]
        => [(0, 0, 0), (1, 0, 0)], [], Forbidden, "std order 4.2, 4.3";
    "SB+updates": [Act::Read(0, X, Swap(1, AcqRel)), ld(1, Y, Acquire)] || [Act::Read(0, Y, Swap(1, AcqRel)), ld(1, X, Acquire)]
        => [(0, 1, 0), (1, 1, 0)], [], Allowed, "std order 4: acquire and release only";
    "SB+updates sc": [Act::Read(0, X, Swap(1, SeqCst)), ld(1, Y, SeqCst)] || [Act::Read(0, Y, Swap(1, SeqCst)), ld(1, X, SeqCst)]
        => [(0, 1, 0), (1, 1, 0)], [], Forbidden, "std order 4.1";
    "SB+add of zero": [st(X, 1, Relaxed), Act::Read(0, Y, Add(0, AcqRel))] || [st(Y, 1, Relaxed), Act::Read(0, X, Add(0, AcqRel))]
        => [(0, 0, 0), (1, 0, 0)], [], Allowed, "std order 4: acquire and release only";

    // Message passing: the flag is seen, the data is not.
    "MP": [st(X, 1, Relaxed), st(Y, 1, Relaxed)] || [ld(0, Y, Relaxed), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Allowed, "Batty";
    "MP+rel+acq": [st(X, 1, Relaxed), st(Y, 1, Release)] || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Forbidden, "Batty; std order 2, races 18";
    "MP+rel+rlx": [st(X, 1, Relaxed), st(Y, 1, Release)] || [ld(0, Y, Relaxed), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Allowed, "std order 2: no acquire";
    "MP+rlx+acq": [st(X, 1, Relaxed), st(Y, 1, Relaxed)] || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Allowed, "std order 2: no release";
    "MP+sc": [st(X, 1, SeqCst), st(Y, 1, SeqCst)] || [ld(0, Y, SeqCst), ld(1, X, SeqCst)]
        => [(1, 0, 1), (1, 1, 0)], [], Forbidden, "Batty";
    "MP+fences": [st(X, 1, Relaxed), fence(Release), st(Y, 1, Relaxed)] || [ld(0, Y, Relaxed), fence(Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Forbidden, "std fences 2";
    "MP+fence rel+acq": [st(X, 1, Relaxed), fence(Release), st(Y, 1, Relaxed)] || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Forbidden, "std fences 3";
    "MP+rel+fence acq": [st(X, 1, Relaxed), st(Y, 1, Release)] || [ld(0, Y, Relaxed), fence(Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Forbidden, "std fences 4";
    "MP+fence acq+rlx": [st(X, 1, Relaxed), fence(Acquire), st(Y, 1, Relaxed)] || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Allowed, "std fences 3: an acquire fence does not release";
    "MP+fence after": [st(X, 1, Relaxed), st(Y, 1, Relaxed), fence(Release)] || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Allowed, "std fences 3: the fence comes too late";
    "MP+fence before the load": [st(X, 1, Relaxed), st(Y, 1, Release)] || [fence(Acquire), ld(0, Y, Relaxed), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Allowed, "std fences 4: the fence comes too early";
    "MP+fences sc": [st(X, 1, Relaxed), fence(SeqCst), st(Y, 1, Relaxed)] || [ld(0, Y, Relaxed), fence(SeqCst), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Forbidden, "std fences 2: an SC fence acquires and releases";

    // Release sequences.
    "MP+release sequence": [st(X, 1, Relaxed), st(Y, 1, Release)] || [Act::Read(0, Y, Add(1, Relaxed))] || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (2, 0, 2), (2, 1, 0)], [], Forbidden, "std races 5: an update continues the sequence";
    "MP+two updates": [st(X, 1, Relaxed), st(Y, 1, Release)] || [Act::Read(0, Y, Add(1, Relaxed)), Act::Read(1, Y, Add(1, Relaxed))]
        || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 2), (2, 0, 3), (2, 1, 0)], [], Forbidden, "std races 5";
    "MP+store of the same thread": [st(X, 1, Relaxed), st(Y, 1, Release), st(Y, 2, Relaxed)] || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 2), (1, 1, 0)], [], Allowed, "P0982: allowed since C++20, forbidden by C++11 and RC11's text";
    "MP+store of another thread": [st(X, 1, Relaxed), st(Y, 1, Release)] || [ld(0, Y, Relaxed), st(Y, 2, Relaxed)]
        || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (2, 0, 2), (2, 1, 0)], [], Allowed, "Batty; std races 5: a store ends the sequence";
    "MP+exchange continues": [st(X, 1, Relaxed), st(Y, 1, Release)] || [Act::Read(0, Y, Exchange(1, 2, Relaxed, Relaxed))]
        || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (2, 0, 2), (2, 1, 0)], [], Forbidden, "std races 5";
    "MP+fence heads a sequence": [st(X, 1, Relaxed), fence(Release), st(Y, 1, Relaxed)] || [Act::Read(0, Y, Add(1, Relaxed))]
        || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (2, 0, 2), (2, 1, 0)], [], Forbidden, "std fences 3: the hypothetical release sequence";

    // Load buffering.
    "LB": [ld(0, X, Relaxed), st(Y, 1, Relaxed)] || [ld(0, Y, Relaxed), st(X, 1, Relaxed)]
        => [(0, 0, 1), (1, 0, 1)], [], Forbidden, "RC11, NO-THIN-AIR; C++20 allows it";
    "LB+values": [ld(0, X, Relaxed), Act::Store(Y, Of(0), Relaxed)] || [ld(0, Y, Relaxed), Act::Store(X, Of(0), Relaxed)]
        => [(0, 0, 1), (1, 0, 1)], [], Forbidden, "std order 8: a value out of thin air";
    "LB+data+po": [ld(0, X, Relaxed), Act::Store(Y, Of(0), Relaxed)] || [ld(0, Y, Relaxed), st(X, 1, Relaxed)]
        => [(0, 0, 1), (1, 0, 1)], [], Forbidden, "RC11, NO-THIN-AIR; C++20 allows it";
    "LB+ctrl": [ld(0, X, Relaxed), Act::If(0, 1), st(Y, 1, Relaxed)] || [ld(0, Y, Relaxed), Act::If(0, 1), st(X, 1, Relaxed)]
        => [(0, 0, 1), (1, 0, 1)], [], Forbidden, "std order 8, note: implementations should not";
    "LB+acq": [ld(0, X, Acquire), st(Y, 1, Release)] || [ld(0, Y, Acquire), st(X, 1, Release)]
        => [(0, 0, 1), (1, 0, 1)], [], Forbidden, "Batty";

    // Coherence of one location.
    "CoRR": [st(X, 1, Relaxed)] || [ld(0, X, Relaxed), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Forbidden, "std races 16: read-read coherence";
    "CoRR2": [st(X, 1, Relaxed)] || [st(X, 2, Relaxed)] || [ld(0, X, Relaxed), ld(1, X, Relaxed)] || [ld(0, X, Relaxed), ld(1, X, Relaxed)]
        => [(2, 0, 1), (2, 1, 2), (3, 0, 2), (3, 1, 1)], [], Forbidden, "std races 16; Batty";
    "CoWW": [st(X, 1, Relaxed), st(X, 2, Relaxed)]
        => [], [(X, 1)], Forbidden, "std races 15: write-write coherence";
    "CoWR": [st(X, 1, Relaxed), ld(0, X, Relaxed)] || [st(X, 2, Relaxed)]
        => [(0, 0, 0)], [], Forbidden, "std races 18: write-read coherence";
    "CoWR+other": [st(X, 1, Relaxed), ld(0, X, Relaxed)] || [st(X, 2, Relaxed)]
        => [(0, 0, 2)], [(X, 1)], Forbidden, "std races 18";
    "CoRW": [ld(0, X, Relaxed), st(X, 1, Relaxed)] || [st(X, 2, Relaxed)]
        => [(0, 0, 2)], [(X, 2)], Forbidden, "std races 17: read-write coherence";
    "CoRW1": [ld(0, X, Relaxed), st(X, 1, Relaxed)]
        => [(0, 0, 1)], [], Forbidden, "std races 17";
    "CoRR+hb": [st(X, 1, Relaxed)] || [ld(0, X, Relaxed), st(Y, 1, Release)] || [ld(0, Y, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (2, 0, 1), (2, 1, 0)], [], Forbidden, "std races 16";

    // Two threads write both locations, in opposite orders.
    "2+2W": [st(X, 1, Relaxed), st(Y, 2, Relaxed)] || [st(Y, 1, Relaxed), st(X, 2, Relaxed)]
        => [], [(X, 1), (Y, 1)], Allowed, "std races 4: modification orders need not agree with each other";
    "2+2W+rel": [st(X, 1, Release), st(Y, 2, Release)] || [st(Y, 1, Release), st(X, 2, Release)]
        => [], [(X, 1), (Y, 1)], Allowed, "std order 2: nobody acquires";
    "2+2W+sc": [st(X, 1, SeqCst), st(Y, 2, SeqCst)] || [st(Y, 1, SeqCst), st(X, 2, SeqCst)]
        => [], [(X, 1), (Y, 1)], Forbidden, "std order 4.1";
    "2+2W+fences sc": [st(X, 1, Relaxed), fence(SeqCst), st(Y, 2, Relaxed)] || [st(Y, 1, Relaxed), fence(SeqCst), st(X, 2, Relaxed)]
        => [], [(X, 1), (Y, 1)], Forbidden, "std order 4.4";

    // S and R.
    "S": [st(X, 2, Relaxed), st(Y, 1, Relaxed)] || [ld(0, Y, Relaxed), st(X, 1, Relaxed)]
        => [(1, 0, 1)], [(X, 2)], Allowed, "std races 15: no happens-before";
    "S+rel+acq": [st(X, 2, Relaxed), st(Y, 1, Release)] || [ld(0, Y, Acquire), st(X, 1, Relaxed)]
        => [(1, 0, 1)], [(X, 2)], Forbidden, "std races 15";
    "R": [st(X, 1, Relaxed), st(Y, 1, Relaxed)] || [st(Y, 2, Relaxed), ld(0, X, Relaxed)]
        => [(1, 0, 0)], [(Y, 2)], Allowed, "std order 4";
    "R+rel+acq": [st(X, 1, Release), st(Y, 1, Release)] || [st(Y, 2, Release), ld(0, X, Acquire)]
        => [(1, 0, 0)], [(Y, 2)], Allowed, "std order 4: nothing is SC";
    "R+sc": [st(X, 1, SeqCst), st(Y, 1, SeqCst)] || [st(Y, 2, SeqCst), ld(0, X, SeqCst)]
        => [(1, 0, 0)], [(Y, 2)], Forbidden, "std order 4.1";
    "R+fences sc": [st(X, 1, Relaxed), fence(SeqCst), st(Y, 1, Relaxed)] || [st(Y, 2, Relaxed), fence(SeqCst), ld(0, X, Relaxed)]
        => [(1, 0, 0)], [(Y, 2)], Forbidden, "std order 4.4";

    // Three threads: causality, and what a third sees.
    "WRC": [st(X, 1, Relaxed)] || [ld(0, X, Relaxed), st(Y, 1, Relaxed)] || [ld(0, Y, Relaxed), ld(1, X, Relaxed)]
        => [(1, 0, 1), (2, 0, 1), (2, 1, 0)], [], Allowed, "Batty";
    "WRC+rel+acq": [st(X, 1, Release)] || [ld(0, X, Acquire), st(Y, 1, Release)] || [ld(0, Y, Acquire), ld(1, X, Acquire)]
        => [(1, 0, 1), (2, 0, 1), (2, 1, 0)], [], Forbidden, "Batty";
    "ISA2+rel+acq": [st(X, 1, Relaxed), st(Y, 1, Release)] || [ld(0, Y, Acquire), st(Z, 1, Release)] || [ld(0, Z, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (2, 0, 1), (2, 1, 0)], [], Forbidden, "std races 10: happens-before is transitive";
    "ISA2+one rlx": [st(X, 1, Relaxed), st(Y, 1, Release)] || [ld(0, Y, Relaxed), st(Z, 1, Release)] || [ld(0, Z, Acquire), ld(1, X, Relaxed)]
        => [(1, 0, 1), (2, 0, 1), (2, 1, 0)], [], Allowed, "std order 2: no acquire in the middle";
    "RWC+rel+acq": [st(X, 1, Release)] || [ld(0, X, Acquire), ld(1, Y, Acquire)] || [st(Y, 1, Release), ld(0, X, Acquire)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 0)], [], Allowed, "std order 4: nothing is SC";
    "RWC+sc": [st(X, 1, SeqCst)] || [ld(0, X, SeqCst), ld(1, Y, SeqCst)] || [st(Y, 1, SeqCst), ld(0, X, SeqCst)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 0)], [], Forbidden, "std order 4.1";
    "RWC+syncs": [st(X, 1, Relaxed)] || [ld(0, X, Relaxed), fence(SeqCst), ld(1, Y, Relaxed)] || [st(Y, 1, Relaxed), fence(SeqCst), ld(0, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 0)], [], Forbidden, "RC11, RWC+syncs: forbidden by RC11 and C++20, allowed by C++11";
    "W+RWC": [st(X, 1, Relaxed), st(Z, 1, Release)] || [ld(0, Z, Acquire), fence(SeqCst), ld(1, Y, Relaxed)]
        || [st(Y, 1, Relaxed), fence(SeqCst), ld(0, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 0)], [], Forbidden, "RC11, W+RWC";

    // Independent readers of independent writers.
    "IRIW": [st(X, 1, Relaxed)] || [ld(0, X, Relaxed), ld(1, Y, Relaxed)] || [ld(0, Y, Relaxed), ld(1, X, Relaxed)] || [st(Y, 1, Relaxed)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 1), (2, 1, 0)], [], Allowed, "Batty";
    "IRIW+rel+acq": [st(X, 1, Release)] || [ld(0, X, Acquire), ld(1, Y, Acquire)] || [ld(0, Y, Acquire), ld(1, X, Acquire)] || [st(Y, 1, Release)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 1), (2, 1, 0)], [], Allowed, "Batty";
    "IRIW+sc": [st(X, 1, SeqCst)] || [ld(0, X, SeqCst), ld(1, Y, SeqCst)] || [ld(0, Y, SeqCst), ld(1, X, SeqCst)] || [st(Y, 1, SeqCst)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 1), (2, 1, 0)], [], Forbidden, "Batty";
    "IRIW-acq-sc": [st(X, 1, SeqCst)] || [ld(0, X, Acquire), ld(1, Y, SeqCst)] || [ld(0, Y, Acquire), ld(1, X, SeqCst)] || [st(Y, 1, SeqCst)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 1), (2, 1, 0)], [], Allowed, "RC11, IRIW-acq-sc: forbidden by C++11 only";
    "IRIW+fences sc": [st(X, 1, Relaxed)] || [ld(0, X, Relaxed), fence(SeqCst), ld(1, Y, Relaxed)]
        || [ld(0, Y, Relaxed), fence(SeqCst), ld(1, X, Relaxed)] || [st(Y, 1, Relaxed)]
        => [(1, 0, 1), (1, 1, 0), (2, 0, 1), (2, 1, 0)], [], Forbidden, "RC11: SC fences between all restore sequential consistency";
    "Z6.U": [st(X, 1, SeqCst), st(Y, 1, Release)] || [Act::Read(0, Y, Add(1, SeqCst)), ld(1, Y, Relaxed)] || [st(Y, 3, SeqCst), ld(0, X, SeqCst)]
        => [(1, 0, 1), (1, 1, 3), (2, 0, 0)], [], Allowed, "RC11, Z6.U: forbidden by C++11 only";

    // Read-modify-writes.
    "two adds": [Act::Read(0, X, Add(1, Relaxed))] || [Act::Read(0, X, Add(1, Relaxed))]
        => [(0, 0, 0), (1, 0, 0)], [], Forbidden, "std order 10: an update reads the last value before its own";
    "add and store": [Act::Read(0, X, Add(1, Relaxed))] || [st(X, 5, Relaxed)]
        => [(0, 0, 0)], [(X, 1)], Forbidden, "std order 10: the store does not come between what is read and what is written";
    "two exchanges": [Act::Read(0, X, Exchange(0, 1, Relaxed, Relaxed))] || [Act::Read(0, X, Exchange(0, 2, Relaxed, Relaxed))]
        => [(0, 0, 0), (1, 0, 0)], [], Forbidden, "std order 10";
    "a weak exchange fails": [Act::Read(0, X, WeakExchange(0, 1, Relaxed, Relaxed))]
        => [(0, 0, 0)], [(X, 0)], Allowed, "std [atomics.types.operations]: it may fail spuriously";
    "a strong exchange does not": [Act::Read(0, X, Exchange(0, 1, Relaxed, Relaxed))]
        => [(0, 0, 0)], [(X, 0)], Forbidden, "std [atomics.types.operations]";
    "a failure acquires": [st(X, 1, Relaxed), st(Y, 1, Release)] || [Act::Read(0, Y, Exchange(0, 5, Relaxed, Acquire)), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Forbidden, "std order 2";
    "a failure may not": [st(X, 1, Relaxed), st(Y, 1, Release)] || [Act::Read(0, Y, Exchange(0, 5, Acquire, Relaxed)), ld(1, X, Relaxed)]
        => [(1, 0, 1), (1, 1, 0)], [], Allowed, "std order 2: the failure's ordering is relaxed";

    // Data races.
    "MP+plain": [Act::Write(X, 1), st(Y, 1, Release)] || [ld(0, Y, Acquire), Act::If(0, 1), Act::Read(1, X, Plain)]
        => [], [], NoRace, "std races 21";
    "MP+plain+rlx": [Act::Write(X, 1), st(Y, 1, Relaxed)] || [ld(0, Y, Relaxed), Act::If(0, 1), Act::Read(1, X, Plain)]
        => [], [], Race, "std races 21";
    "two plain writes": [Act::Write(X, 1)] || [Act::Write(X, 2)] => [], [], Race, "std races 21";
    "two plain reads": [Act::Read(0, X, Plain)] || [Act::Read(0, X, Plain)] => [], [], NoRace, "std races 21: nobody writes";
    "plain and atomic": [Act::Write(X, 1)] || [ld(0, X, SeqCst)] => [], [], Race, "std races 21: at least one is not atomic";
    "release sequence carries plain data": [Act::Write(X, 1), st(Y, 1, Release)] || [Act::Read(0, Y, Add(1, Relaxed))]
        || [ld(0, Y, Acquire), Act::If(0, 2), Act::Read(1, X, Plain)]
        => [], [], NoRace, "std races 5, 21";
    "a store ends the sequence of plain data": [Act::Write(X, 1), st(Y, 1, Release)] || [st(Y, 2, Relaxed)]
        || [ld(0, Y, Acquire), Act::If(0, 2), Act::Read(1, X, Plain)]
        => [], [], Race, "std races 5, 21";
}
