//! Protects independence: the number under which a run knows one shared thing, the same wherever it is used and fresh in each run.

use std::cell::Cell;

use crate::tree::ObjectId;
use crate::world;

/// A shared thing's number, given at its first use in a run.
#[derive(Debug)]
pub struct Object(Cell<(u32, ObjectId)>);

// SAFETY: a run and all of its threads live on one thread of the system, one at a time.
unsafe impl Sync for Object {}
// SAFETY: as above.
unsafe impl Send for Object {}

impl Object {
    /// A thing without a number yet.
    pub const fn new() -> Self {
        Self(Cell::new((0, 0)))
    }

    /// Its number in this run.
    pub fn id(&self) -> ObjectId {
        world::with(|world| {
            let (run, id) = self.0.get();
            if run == world.run() {
                return id;
            }
            let id = world.add_object();
            self.0.set((world.run(), id));
            id
        })
    }
}

impl Default for Object {
    fn default() -> Self {
        Self::new()
    }
}
