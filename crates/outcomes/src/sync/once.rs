//! The double of `Once`: one thread initializes, and others that arrive in the meantime wait.

use std::cell::{Cell, RefCell};
use std::panic::Location;

use crate::object::{Object, Shared};
use crate::place::At;
use crate::world::{self, Op};

/// The stage of the initialization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    New,
    Running,
    Poisoned,
    Done,
}

/// The common core of `Once`, `OnceLock` and `LazyLock`.
#[derive(Debug)]
pub(super) struct RawOnce {
    object: Object,
    pub(super) stage: Shared<Cell<Stage>>,
    /// The threads that have seen it done; from then on, nothing others do can change what they see.
    seen_done: Shared<RefCell<Vec<usize>>>,
}

impl RawOnce {
    #[track_caller]
    pub(super) const fn new() -> Self {
        Self { object: Object::new("once"), stage: Shared(Cell::new(Stage::New)), seen_done: Shared(RefCell::new(Vec::new())) }
    }

    /// Returns whether it's done; not a step once this thread has seen that it is.
    pub(super) fn is_done(&self, verb: &'static str, at: At) -> bool {
        if !self.this_thread_has_seen_it() {
            world::step(Op::step(verb, Some(at)).reads(self.object.id()));
            self.see();
        }
        self.stage.get() == Stage::Done
    }

    /// Waits until no thread is initializing. Returns `None` if it's done, otherwise a turn for this thread, which reports the result in [`Turn::after`].
    pub(super) fn begin(&self, verb: &'static str, at: At) -> Option<Turn<'_>> {
        if self.this_thread_has_seen_it() {
            return None;
        }
        let op = Op::step(verb, Some(at)).may_write(self.object.id()).waits_for("an initialization").may_park();
        world::take(op, &|_| u32::from(self.stage.get() != Stage::Running));
        world::acquire(&self.object);
        let was = self.stage.get();
        if was == Stage::Done {
            self.see();
            return None;
        }
        world::stir();
        self.stage.set(Stage::Running);
        Some(Turn { once: self, was, events: world::events(), after: was })
    }

    /// Waits until `is_reached` holds for the stage, and returns the stage.
    pub(super) fn wait(&self, at: At, is_reached: impl Fn(Stage) -> bool) -> Stage {
        let op = Op::step("wait", Some(at)).reads(self.object.id()).waits_for("an initialization").may_park();
        world::take(op, &|_| u32::from(is_reached(self.stage.get())));
        self.see();
        self.stage.get()
    }

    fn this_thread_has_seen_it(&self) -> bool {
        self.seen_done.borrow().contains(&world::current())
    }

    fn see(&self) {
        if self.stage.get() == Stage::Done {
            world::acquire(&self.object);
            self.seen_done.borrow_mut().push(world::current());
        }
    }
}

/// A thread's turn to initialize.
pub(super) struct Turn<'a> {
    once: &'a RawOnce,
    /// The stage before this turn.
    pub(super) was: Stage,
    events: usize,
    /// The stage that dropping the turn sets.
    pub(super) after: Stage,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // If the initialization took no steps, no other thread can have run in between, and its end is part of its beginning.
        if world::events() != self.events {
            world::step(Op::step("initialized", None).writes(self.once.object.id()));
        }
        let once = self.once.object.id();
        world::with(|world| world.leave_behind(once));
        world::stir();
        self.once.stage.set(self.after);
        self.once.see();
    }
}

/// The double of [`std::sync::Once`].
pub struct Once {
    raw: RawOnce,
}

/// The double of [`std::sync::OnceState`].
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    /// Returns whether an earlier initialization panicked.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl Once {
    /// Creates a `Once` that isn't initialized.
    #[allow(clippy::new_without_default, reason = "std's has no default")]
    #[track_caller]
    pub const fn new() -> Self {
        Self { raw: RawOnce::new() }
    }

    /// Calls `f` if no function has been called yet.
    #[track_caller]
    pub fn call_once(&self, f: impl FnOnce()) {
        let Some(mut turn) = self.raw.begin("call_once", Location::caller()) else { return };
        if turn.was == Stage::Poisoned {
            drop(turn);
            panic!("Once instance has previously been poisoned");
        }
        turn.after = Stage::Poisoned;
        f();
        turn.after = Stage::Done;
    }

    /// Calls `f` unless an earlier call has completed without a panic.
    #[track_caller]
    pub fn call_once_force(&self, f: impl FnOnce(&OnceState)) {
        let Some(mut turn) = self.raw.begin("call_once_force", Location::caller()) else { return };
        turn.after = Stage::Poisoned;
        f(&OnceState { poisoned: turn.was == Stage::Poisoned });
        turn.after = Stage::Done;
    }

    /// Returns whether a call has completed.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        self.raw.is_done("is_completed", Location::caller())
    }

    /// Waits until a call has completed.
    #[track_caller]
    pub fn wait(&self) {
        let stage = self.raw.wait(Location::caller(), |stage| matches!(stage, Stage::Done | Stage::Poisoned));
        assert!(stage == Stage::Done, "Once instance has previously been poisoned");
    }

    /// Waits until a call has completed, ignoring any that panicked.
    #[track_caller]
    pub fn wait_force(&self) {
        self.raw.wait(Location::caller(), |stage| stage == Stage::Done);
    }
}

/// A new `Once`. Deprecated in std.
#[allow(clippy::declare_interior_mutable_const, reason = "as std has it")]
pub const ONCE_INIT: Once = Once::new();

shown_by_name!(Once);
