//! Litmus programs as data.

use std::fmt;
use std::sync::atomic::Ordering::{self, SeqCst};

use outcomes::memory::graph::Mode;

/// The index of a thread's register.
pub type Register = usize;

/// The index of a shared number; all are 0 at first.
pub type Place = u32;

/// A value to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Is(u32),
    Of(Register),
}

/// What a thread does in one line. A register is written once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The register gets what was there.
    Read(Register, Place, Access),
    Store(Place, Value, Ordering),
    /// Writes plain memory.
    Write(Place, u32),
    Fence(Ordering),
    /// Runs the next line only if the register has this value.
    If(Register, u32),
    /// Loops, trying this until it finds the value, with a pause in each round.
    Await(Place, u32, Access, Pause),
}

/// How a place is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// As plain memory.
    Plain,
    Load(Ordering),
    Add(u32, Ordering),
    Swap(u32, Ordering),
    /// Expected, new, success, failure.
    Exchange(u32, u32, Ordering, Ordering),
    /// The same, but may fail spuriously.
    WeakExchange(u32, u32, Ordering, Ordering),
}

impl Access {
    /// Returns what the access can do if it finds this value, success first: its mode, and the value it writes, if any.
    pub fn ways(self, found: u32) -> Vec<(Mode, Option<u32>)> {
        match self {
            Self::Plain => vec![(Mode::Plain, None)],
            Self::Load(order) => vec![(Mode::Atomic(order), None)],
            Self::Add(more, order) => vec![(Mode::Atomic(order), Some(found + more))],
            Self::Swap(value, order) => vec![(Mode::Atomic(order), Some(value))],
            Self::Exchange(expected, new, success, failure) | Self::WeakExchange(expected, new, success, failure) => {
                let succeeds = (found == expected).then_some((Mode::Atomic(success), Some(new)));
                let fails = succeeds.is_none() || matches!(self, Self::WeakExchange(..));
                succeeds.into_iter().chain(fails.then_some((Mode::Atomic(failure), None))).collect()
            }
        }
    }

    /// Returns the same access with every ordering `SeqCst`.
    fn with_seq_cst(self) -> Self {
        match self {
            Self::Plain => Self::Plain,
            Self::Load(_) => Self::Load(SeqCst),
            Self::Add(more, _) => Self::Add(more, SeqCst),
            Self::Swap(value, _) => Self::Swap(value, SeqCst),
            Self::Exchange(expected, new, ..) => Self::Exchange(expected, new, SeqCst, SeqCst),
            Self::WeakExchange(expected, new, ..) => Self::WeakExchange(expected, new, SeqCst, SeqCst),
        }
    }
}

/// What a loop does between two rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    Nothing,
    SpinLoop,
    YieldNow,
    ParkTimeout,
    WaitTimeout,
}

/// The threads, which all run at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program(pub Vec<Vec<Act>>);

/// The outcome of an execution: each thread's registers and each place's last value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    pub registers: Vec<Vec<Option<u32>>>,
    pub places: Vec<u32>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for registers in &self.registers {
            for register in registers {
                match register {
                    Some(value) => write!(f, "{value}")?,
                    None => write!(f, "-")?,
                }
            }
            write!(f, " ")?;
        }
        write!(f, "/ ")?;
        self.places.iter().try_for_each(|value| write!(f, "{value}"))
    }
}

impl Program {
    /// Returns the same program with every ordering `SeqCst`.
    pub fn with_seq_cst(&self) -> Self {
        let stronger = |act: &Act| match *act {
            Act::Read(register, place, access) => Act::Read(register, place, access.with_seq_cst()),
            Act::Store(place, value, _) => Act::Store(place, value, SeqCst),
            Act::Await(place, value, access, pause) => Act::Await(place, value, access.with_seq_cst(), pause),
            act => act,
        };
        Self(self.0.iter().map(|thread| thread.iter().map(stronger).collect()).collect())
    }

    /// Returns how many registers a thread has.
    pub fn registers(&self, thread: usize) -> usize {
        self.0[thread].iter().filter(|act| matches!(act, Act::Read(..))).count()
    }

    /// Returns how many places there are.
    pub fn places(&self) -> usize {
        let used = self.0.iter().flatten().filter_map(|act| match act {
            Act::Read(_, place, _) | Act::Store(place, ..) | Act::Write(place, _) | Act::Await(place, ..) => Some(*place as usize + 1),
            Act::Fence(_) | Act::If(..) => None,
        });
        used.max().unwrap_or(0)
    }
}
