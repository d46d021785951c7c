//! Poisoning, as std has it: a lock is poisoned when a thread that took it while not panicking gives it back while panicking.

use std::cell::Cell;
use std::sync::{LockResult, PoisonError};

use crate::object::Object;
use crate::place::At;
use crate::world::{self, Op};

/// Whether a lock is poisoned.
#[derive(Debug)]
pub struct Poison(Cell<bool>);

impl Poison {
    /// A healthy lock.
    pub const fn new() -> Self {
        Self(Cell::new(false))
    }

    /// What taking the lock gives.
    pub fn around<G>(&self, guard: G) -> LockResult<G> {
        if self.0.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }

    /// The lock is given back by a thread that panicked, or did not, when it took it. Whether that poisons it.
    pub fn given_back(&self, panicked_before: bool) -> bool {
        let poisons = !panicked_before && crate::thread::panicking();
        if poisons {
            world::detail(|| "poisons it".to_owned());
            self.0.set(true);
        }
        poisons
    }

    /// Whether it is poisoned now, without a step.
    pub fn get(&self) -> bool {
        self.0.get()
    }

    /// Asks whether it is poisoned.
    pub fn ask(&self, lock: &Object, at: At) -> bool {
        world::step(Op::step("is_poisoned", Some(at)).reads(lock.id()));
        world::detail(|| self.0.get().to_string());
        self.0.get()
    }

    /// Makes it healthy again.
    pub fn clear(&self, lock: &Object, at: At) {
        world::step(Op::step("clear_poison", Some(at)).writes(lock.id()));
        self.0.set(false);
    }
}
