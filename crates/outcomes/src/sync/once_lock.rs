//! The double of `OnceLock`: a cell that is written once.

use std::cell::UnsafeCell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use super::once::{RawOnce, Stage};
use crate::place::At;

/// The double of [`std::sync::OnceLock`].
pub struct OnceLock<T> {
    raw: RawOnce,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: as for std's: the value is written once, before any thread sees it.
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for OnceLock<T> {}
impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}
impl<T: RefUnwindSafe + UnwindSafe> RefUnwindSafe for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// Creates an empty cell.
    #[track_caller]
    pub const fn new() -> Self {
        Self { raw: RawOnce::new(), value: UnsafeCell::new(None) }
    }

    /// Returns the value, if there is one.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        if self.raw.is_done("get", Location::caller()) { self.seen() } else { None }
    }

    /// Returns a mutable reference to the value, if there is one.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut().as_mut()
    }

    /// Waits for the value.
    #[track_caller]
    pub fn wait(&self) -> &T {
        self.raw.wait(Location::caller(), |stage| stage == Stage::Done);
        self.seen().expect("done")
    }

    /// Sets the value if there is none.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.init("set", Location::caller(), || value.take().expect("initialized once"));
        match value {
            None => Ok(()),
            Some(value) => Err(value),
        }
    }

    /// Returns the value, initializing it with `f` if there is none.
    #[track_caller]
    pub fn get_or_init(&self, f: impl FnOnce() -> T) -> &T {
        self.init("get_or_init", Location::caller(), f)
    }

    /// Consumes the cell, returning the value.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Takes the value out.
    pub fn take(&mut self) -> Option<T> {
        std::mem::take(self).into_inner()
    }

    pub(super) fn init(&self, verb: &'static str, at: At, f: impl FnOnce() -> T) -> &T {
        if let Some(mut turn) = self.raw.begin(verb, at) {
            let value = f();
            // SAFETY: no thread has seen the value, because the stage isn't `Done`, and no other thread writes it, because it's this thread's turn.
            unsafe { *self.value.get() = Some(value) };
            turn.after = Stage::Done;
        }
        self.seen().expect("done")
    }

    /// Returns the value, for a thread that has seen that it's there.
    fn seen(&self) -> Option<&T> {
        // SAFETY: once the value is there, it isn't written again.
        unsafe { (*self.value.get()).as_ref() }
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        let cell = Self { raw: RawOnce::new(), value: UnsafeCell::new(Some(value)) };
        cell.raw.stage.set(Stage::Done);
        cell
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.get().map_or_else(Self::new, |value| Self::from(value.clone()))
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    #[track_caller]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    #[track_caller]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shown_as("OnceLock", f)
    }
}

impl<T: fmt::Debug> OnceLock<T> {
    #[track_caller]
    pub(super) fn shown_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_tuple(name);
        match self.get() {
            Some(value) => debug.field(value),
            None => debug.field(&format_args!("<uninit>")),
        };
        debug.finish()
    }
}
