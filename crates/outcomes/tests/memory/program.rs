//! Litmus programs as data.

use std::fmt;
use std::sync::atomic::Ordering::{self, SeqCst};

/// Which register of a thread.
pub type Register = usize;

/// Which of the shared numbers, all 0 at first.
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
    Load(Register, Place, Ordering),
    Store(Place, Value, Ordering),
    Add(Register, Place, u32, Ordering),
    Swap(Register, Place, u32, Ordering),
    /// Register, place, expected, new, success, failure: the register gets what was there.
    Exchange(Register, Place, u32, u32, Ordering, Ordering),
    /// The same, which may fail though the value is the expected one.
    WeakExchange(Register, Place, u32, u32, Ordering, Ordering),
    Fence(Ordering),
    /// Plain memory.
    Read(Register, Place),
    Write(Place, u32),
    /// The next line only if the register has this value.
    If(Register, u32),
    /// A loop that does this again and again until it finds the value, with a pause in each round.
    Await(Place, u32, Try, Pause),
}

/// What a loop tries in each round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Try {
    Load(Ordering),
    /// Puts 0 there.
    Swap(Ordering),
    /// Puts this there: the orderings of success and failure.
    Exchange(u32, Ordering, Ordering),
    /// The same, which may fail though the value is the expected one.
    WeakExchange(u32, Ordering, Ordering),
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

/// What came of an execution: the registers of each thread and the last value of each place.
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
    /// The same with no ordering but `SeqCst`.
    pub fn with_seq_cst(&self) -> Self {
        let stronger = |act: &Act| match *act {
            Act::Load(register, place, _) => Act::Load(register, place, SeqCst),
            Act::Store(place, value, _) => Act::Store(place, value, SeqCst),
            Act::Add(register, place, more, _) => Act::Add(register, place, more, SeqCst),
            Act::Swap(register, place, value, _) => Act::Swap(register, place, value, SeqCst),
            Act::Exchange(register, place, expected, new, ..) => Act::Exchange(register, place, expected, new, SeqCst, SeqCst),
            Act::WeakExchange(register, place, expected, new, ..) => Act::WeakExchange(register, place, expected, new, SeqCst, SeqCst),
            Act::Await(place, value, how, pause) => {
                let how = match how {
                    Try::Load(_) => Try::Load(SeqCst),
                    Try::Swap(_) => Try::Swap(SeqCst),
                    Try::Exchange(new, ..) => Try::Exchange(new, SeqCst, SeqCst),
                    Try::WeakExchange(new, ..) => Try::WeakExchange(new, SeqCst, SeqCst),
                };
                Act::Await(place, value, how, pause)
            }
            act => act,
        };
        Self(self.0.iter().map(|thread| thread.iter().map(stronger).collect()).collect())
    }

    /// How many registers a thread has.
    pub fn registers(&self, thread: usize) -> usize {
        let written = self.0[thread].iter().filter_map(|act| match act {
            Act::Load(register, ..)
            | Act::Add(register, ..)
            | Act::Swap(register, ..)
            | Act::Exchange(register, ..)
            | Act::WeakExchange(register, ..)
            | Act::Read(register, _) => Some(register + 1),
            _ => None,
        });
        written.max().unwrap_or(0)
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        let used = self.0.iter().flatten().filter_map(|act| match act {
            Act::Load(_, place, _)
            | Act::Store(place, ..)
            | Act::Add(_, place, ..)
            | Act::Swap(_, place, ..)
            | Act::Exchange(_, place, ..)
            | Act::WeakExchange(_, place, ..)
            | Act::Read(_, place)
            | Act::Write(place, _)
            | Act::Await(place, ..) => Some(*place as usize + 1),
            _ => None,
        });
        used.max().unwrap_or(0)
    }
}
