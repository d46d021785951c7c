//! Shared objects: each has a number that identifies it throughout a run, and a new one in the next run.

use std::cell::Cell;
use std::ops::Deref;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use serde::Serialize;

use crate::place::{self, At};
use crate::tree::ObjectId;
use crate::world;

/// The kind of an object and where the program made it; a replay names the object after these.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Origin {
    /// In a word: `lock`, `atomic`, `channel`.
    pub kind: &'static str,
    /// The place.
    #[serde(serialize_with = "place::write")]
    pub at: Option<At>,
    /// The thread whose parking or end it is; for other objects, the thread that made it, if it was numbered then.
    pub by: Option<usize>,
}

/// A value that a program's threads share without a lock: a run and all its threads live on one OS thread and run one at a time.
#[derive(Debug, Default)]
pub struct Shared<T>(pub T);

// SAFETY: only one OS thread uses it.
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

/// A shared object.
#[derive(Debug)]
pub struct Object {
    /// The run, and its number in it, assigned at its first use in that run.
    number: Shared<Cell<(u32, ObjectId)>>,
    origin: Origin,
}

impl Object {
    /// Creates an object of this kind, whose origin is the caller.
    #[track_caller]
    pub const fn new(kind: &'static str) -> Self {
        Self { number: Shared(Cell::new((0, 0))), origin: Origin { kind, at: Some(Location::caller()), by: None } }
    }

    /// Numbers it when it's made, if states are recorded. An object made in a `const` isn't numbered until its first use, by any thread.
    pub fn made(self) -> Self {
        world::with(|world| {
            if world.run() != 0 && world.recorder.is_some() {
                let origin = Origin { by: Some(world.current), ..self.origin };
                self.number.set((world.run(), world.add_object(origin)));
            }
        });
        self
    }

    /// Returns its number in this run.
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
