//! The double of `Barrier`: no thread passes until the last one arrives, which becomes the leader.

use std::cell::{Cell, RefCell};
use std::panic::Location;

use crate::object::{Object, Shared};
use crate::world::{self, Op, WaitsFor};

/// The double of [`std::sync::Barrier`].
pub struct Barrier {
    object: Object,
    size: usize,
    waiting: Shared<RefCell<Vec<usize>>>,
    round: Shared<Cell<usize>>,
}

/// The double of [`std::sync::BarrierWaitResult`].
#[derive(Debug)]
pub struct BarrierWaitResult {
    is_leader: bool,
}

impl BarrierWaitResult {
    /// Returns whether this thread is the leader.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}

impl Barrier {
    /// Creates a barrier for `size` threads.
    #[track_caller]
    pub const fn new(size: usize) -> Self {
        Self { object: Object::new("barrier"), size, waiting: Shared(RefCell::new(Vec::new())), round: Shared(Cell::new(0)) }
    }

    /// Waits until all threads have arrived.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let at = Some(Location::caller());
        world::step(Op::step("arrive", at).writes(self.object.id()));
        world::release(&self.object);
        let round = self.round.get();
        let all_others_wait = self.waiting.borrow().len() + 1 >= self.size;
        if all_others_wait {
            self.round.set(round + 1);
            world::acquire(&self.object);
            let waiting = self.waiting.take();
            world::with(|world| waiting.iter().for_each(|thread| world.lead(*thread)));
        } else {
            self.waiting.borrow_mut().push(world::current());
            world::wait("arrive", at, WaitsFor::Words("the others at a barrier"), &|_| self.round.get() != round);
        }
        BarrierWaitResult { is_leader: all_others_wait }
    }
}

shown_by_name!(Barrier);
