//! Poisoning, as in std: a lock is poisoned when a thread that took it while not panicking releases it while panicking.

use std::cell::Cell;
use std::sync::{LockResult, PoisonError};

use crate::object::Object;
use crate::place::At;
use crate::world::{self, Op};

/// Whether a lock is poisoned.
#[derive(Debug)]
pub struct Poison(Cell<bool>);

impl Poison {
    /// Creates the state of a lock that isn't poisoned.
    pub const fn new() -> Self {
        Self(Cell::new(false))
    }

    /// Returns the result of taking the lock, around this guard.
    pub fn around<G>(&self, guard: G) -> LockResult<G> {
        if self.0.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }

    /// Called when a thread releases the lock, with whether it was panicking when it took it. Returns whether that poisons the lock.
    pub fn given_back(&self, panicked_before: bool) -> bool {
        let poisons = !panicked_before && crate::thread::panicking();
        if poisons {
            world::detail(|| "poisons it".to_owned());
            self.0.set(true);
        }
        poisons
    }

    /// Returns whether it's poisoned, without a step.
    pub fn get(&self) -> bool {
        self.0.get()
    }

    /// Returns whether it's poisoned, as a step.
    pub fn ask(&self, lock: &Object, at: At) -> bool {
        world::step(Op::step("is_poisoned", Some(at)).reads(lock.id()));
        world::detail(|| self.0.get().to_string());
        self.0.get()
    }

    /// Clears the poison.
    pub fn clear(&self, lock: &Object, at: At) {
        world::step(Op::step("clear_poison", Some(at)).writes(lock.id()));
        self.0.set(false);
    }
}
