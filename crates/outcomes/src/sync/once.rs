//! The double of `Once`: one thread initializes, and those that come meanwhile wait.

use std::cell::{Cell, RefCell};
use std::panic::Location;

use crate::object::{Object, Shared};
use crate::place::At;
use crate::world::{self, Op};

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    New,
    Running,
    Poisoned,
    Done,
}

/// What stands behind `Once`, `OnceLock` and `LazyLock`.
#[derive(Debug)]
pub(super) struct RawOnce {
    object: Object,
    pub(super) stage: Shared<Cell<Stage>>,
    /// The threads that have seen it done: nothing that others do can change what they see from then on.
    seen_done: Shared<RefCell<Vec<usize>>>,
}

impl RawOnce {
    #[track_caller]
    pub(super) const fn new() -> Self {
        Self { object: Object::new("once"), stage: Shared(Cell::new(Stage::New)), seen_done: Shared(RefCell::new(Vec::new())) }
    }

    /// Whether it is done; no step once this thread has seen that it is.
    pub(super) fn is_done(&self, verb: &'static str, at: At) -> bool {
        if !self.this_thread_has_seen_it() {
            world::step(Op::step(verb, Some(at)).reads(self.object.id()));
            self.see();
        }
        self.stage.get() == Stage::Done
    }

    /// Waits until nobody initializes. `true` if it is now up to this thread, which finds it `New` or `Poisoned` and says by [`Turn::after`] how it went.
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

    /// Waits for one of these stages.
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

/// It is up to the holder of this to initialize.
pub(super) struct Turn<'a> {
    once: &'a RawOnce,
    /// What it was before.
    pub(super) was: Stage,
    events: usize,
    /// What it is to be when the turn is dropped.
    pub(super) after: Stage,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // If the initialization took no step, nobody can have come between, and its end belongs to its beginning.
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

/// What came before this initialization.
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    /// Whether an initialization before this one has panicked.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl Once {
    /// Nothing was done yet.
    #[allow(clippy::new_without_default, reason = "std's has no default")]
    #[track_caller]
    pub const fn new() -> Self {
        Self { raw: RawOnce::new() }
    }

    /// Calls `f` if nothing was called before.
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

    /// Calls `f` if nothing was called before, or only calls that panicked.
    #[track_caller]
    pub fn call_once_force(&self, f: impl FnOnce(&OnceState)) {
        let Some(mut turn) = self.raw.begin("call_once_force", Location::caller()) else { return };
        turn.after = Stage::Poisoned;
        f(&OnceState { poisoned: turn.was == Stage::Poisoned });
        turn.after = Stage::Done;
    }

    /// Whether it was done.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        self.raw.is_done("is_completed", Location::caller())
    }

    /// Waits until it was done.
    #[track_caller]
    pub fn wait(&self) {
        let stage = self.raw.wait(Location::caller(), |stage| matches!(stage, Stage::Done | Stage::Poisoned));
        assert!(stage == Stage::Done, "Once instance has previously been poisoned");
    }

    /// Waits until it was done, whatever panicked before.
    #[track_caller]
    pub fn wait_force(&self) {
        self.raw.wait(Location::caller(), |stage| stage == Stage::Done);
    }
}

/// A new `Once`; std's is deprecated.
#[allow(clippy::declare_interior_mutable_const, reason = "as std has it")]
pub const ONCE_INIT: Once = Once::new();

shown_by_name!(Once);
