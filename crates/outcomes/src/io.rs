//! Doubles of `std::io`: writes to standard output are kept with what `println!` prints; writes to standard error are discarded.

#[doc(no_inline)]
pub use std::io::*;

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use crate::place::At;
use crate::print::{self, Hold};

/// The double of [`std::io::Stdout`].
pub struct Stdout(());

/// The double of [`std::io::StdoutLock`].
pub struct StdoutLock<'a> {
    _hold: Hold,
    _stdout: PhantomData<(&'a (), *const ())>,
}

/// The double of [`std::io::Stderr`].
pub struct Stderr(());

/// The double of [`std::io::StderrLock`].
pub struct StderrLock<'a>(PhantomData<(&'a (), *const ())>);

/// The standard output of the schedule.
pub fn stdout() -> Stdout {
    Stdout(())
}

/// Standard error, discarded here: its record comes from a real run.
pub fn stderr() -> Stderr {
    Stderr(())
}

impl Stdout {
    /// Locks it: no other thread prints until the guard is dropped.
    #[track_caller]
    pub fn lock(&self) -> StdoutLock<'static> {
        locked("lock", Location::caller())
    }
}

fn locked(verb: &'static str, at: At) -> StdoutLock<'static> {
    StdoutLock { _hold: Hold::take(verb, at), _stdout: PhantomData }
}

impl Stderr {
    /// Locks it, which isn't a step: nobody sees what's written.
    pub fn lock(&self) -> StderrLock<'static> {
        StderrLock(PhantomData)
    }
}

shown_by_name!(Stdout, StdoutLock<'a>, Stderr, StderrLock<'a>);

impl Write for StdoutLock<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        print::write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        print::flush();
        Ok(())
    }
}

/// Implements `Write` with calls that each hold the lock while they write.
macro_rules! write_under_a_lock {
    ($($writer:ty),+) => { $(
        impl Write for $writer {
            #[track_caller]
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                locked("print", Location::caller()).write(bytes)
            }

            #[track_caller]
            fn flush(&mut self) -> Result<()> {
                locked("flush", Location::caller()).flush()
            }

            #[track_caller]
            fn write_all(&mut self, bytes: &[u8]) -> Result<()> {
                locked("print", Location::caller()).write_all(bytes)
            }

            #[track_caller]
            fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Result<()> {
                locked("print", Location::caller()).write_fmt(text)
            }
        }
    )+ };
}

write_under_a_lock!(Stdout, &Stdout);

/// Implements `Write` by discarding everything.
macro_rules! write_nothing {
    ($($writer:ty),+) => { $(
        impl Write for $writer {
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                Ok(bytes.len())
            }

            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
    )+ };
}

write_nothing!(Stderr, &Stderr, StderrLock<'_>);
