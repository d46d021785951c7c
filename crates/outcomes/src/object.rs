//! Shared objects: the number by which a run knows one, the same wherever it is used and fresh in each run.

use std::cell::Cell;
use std::ops::Deref;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use serde::Serialize;

use crate::place::{self, At};
use crate::tree::ObjectId;
use crate::world;

/// What kind of thing it is, and where the program made it, from which a replay takes its name.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Origin {
    /// In a word: `lock`, `atomic`, `channel`.
    pub kind: &'static str,
    /// The place.
    #[serde(serialize_with = "place::write")]
    pub at: Option<At>,
    /// The thread whose parking or end it is; of other things the thread that made it, if it was numbered then.
    pub by: Option<usize>,
}

/// What the threads of a program share without a lock: a run and all of its threads live on one thread of the system, one at a time.
#[derive(Debug, Default)]
pub struct Shared<T>(pub T);

// SAFETY: it's used by one thread of the system.
unsafe impl<T> Sync for Shared<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Shared<T> {}
impl<T> UnwindSafe for Shared<T> {}
impl<T> RefUnwindSafe for Shared<T> {}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A shared thing.
#[derive(Debug)]
pub struct Object {
    /// Its number, given at its first use in a run, with the run.
    number: Shared<Cell<(u32, ObjectId)>>,
    origin: Origin,
}

impl Object {
    /// A thing of this kind, made by the caller.
    #[track_caller]
    pub const fn new(kind: &'static str) -> Self {
        Self { number: Shared(Cell::new((0, 0))), origin: Origin { kind, at: Some(Location::caller()), by: None } }
    }

    /// Where states are recorded, numbers it now, when it is made. What a `const` makes has to wait for its first use, which may be any thread's.
    pub fn made(self) -> Self {
        world::with(|world| {
            if world.run() != 0 && world.recorder.is_some() {
                let origin = Origin { by: Some(world.current), ..self.origin };
                self.number.set((world.run(), world.add_object(origin)));
            }
        });
        self
    }

    /// Its number in this run.
    pub fn id(&self) -> ObjectId {
        world::with(|world| {
            let (run, id) = self.number.get();
            if run == world.run() {
                return id;
            }
            let id = world.add_object(self.origin);
            self.number.set((world.run(), id));
            world.changes_itself(self.number.as_ptr());
            id
        })
    }
}
