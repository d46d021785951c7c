//! Execution graphs: the events of one execution, the store that each load reads from, and the order of the stores to each location.

use std::sync::atomic::Ordering;

use super::relation::Relation;

/// What an event does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Reads a location: a load, or a `compare_exchange` that fails.
    Read,
    /// Writes a location.
    Write,
    /// Reads and writes a location at once: a read-modify-write.
    Update,
    /// A fence.
    Fence,
}

/// How an event is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Not atomic: an access to plain memory.
    Plain,
    /// Atomic, with an ordering.
    Atomic(Ordering),
}

impl Mode {
    /// Relaxed or stronger.
    pub fn is_atomic(self) -> bool {
        self != Self::Plain
    }

    /// Acquire or stronger.
    pub fn acquires(self) -> bool {
        matches!(self, Self::Atomic(Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst))
    }

    /// Release or stronger.
    pub fn releases(self) -> bool {
        matches!(self, Self::Atomic(Ordering::Release | Ordering::AcqRel | Ordering::SeqCst))
    }

    /// Sequentially consistent.
    pub fn is_seq_cst(self) -> bool {
        self == Self::Atomic(Ordering::SeqCst)
    }
}

/// A place in memory.
pub type Location = u32;

/// One event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Event {
    /// Its thread; `None` for the writes that initialize locations, which come before everything.
    pub thread: Option<usize>,
    /// What it does.
    pub kind: Kind,
    /// How it is ordered.
    pub mode: Mode,
    /// The location; meaningless for a fence.
    pub location: Location,
}

impl Event {
    /// Returns whether it reads: `R` in the papers.
    pub fn reads(&self) -> bool {
        matches!(self.kind, Kind::Read | Kind::Update)
    }

    /// Returns whether it writes: `W` in the papers.
    pub fn writes(&self) -> bool {
        matches!(self.kind, Kind::Write | Kind::Update)
    }

    /// Whether it is a fence.
    pub fn is_fence(&self) -> bool {
        self.kind == Kind::Fence
    }

    /// Returns whether both access the same location.
    pub fn is_where(&self, other: &Self) -> bool {
        !self.is_fence() && !other.is_fence() && self.location == other.location
    }
}

/// An execution graph, possibly of an unfinished execution.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The events; those of a thread in program order.
    pub events: Vec<Event>,
    /// The event that each event reads from; `None` for those that don't read.
    pub reads_from: Vec<Option<usize>>,
    /// The writes to each location in modification order.
    pub modification_order: Vec<(Location, Vec<usize>)>,
    /// The happens-before edges from sources other than atomics: locks, channels, and the start and end of threads.
    pub synchronized: Vec<(usize, usize)>,
}

impl Graph {
    /// Adds an event that isn't a write, and the event it reads from. Returns its index.
    pub fn add(&mut self, event: Event, reads_from: Option<usize>) -> usize {
        self.events.push(event);
        self.reads_from.push(reads_from);
        self.events.len() - 1
    }

    /// Adds a write, at this place of its location's modification order.
    pub fn add_write(&mut self, event: Event, reads_from: Option<usize>, place: usize) -> usize {
        let added = self.add(event, reads_from);
        match self.modification_order.iter_mut().find(|(location, _)| *location == event.location) {
            Some((_, writes)) => writes.insert(place, added),
            None => self.modification_order.push((event.location, vec![added])),
        }
        added
    }

    /// Removes the last event.
    pub fn pop(&mut self) {
        let last = self.events.len() - 1;
        self.events.pop();
        self.reads_from.pop();
        self.modification_order.iter_mut().for_each(|(_, writes)| writes.retain(|write| *write != last));
        self.synchronized.retain(|(_, later)| *later != last);
    }

    /// Returns the writes to a location, in modification order.
    pub fn writes_to(&self, location: Location) -> &[usize] {
        self.modification_order.iter().find(|(known, _)| *known == location).map_or(&[], |(_, writes)| writes)
    }

    /// Returns program order, "sequenced before": the order within each thread, after all initializations.
    pub fn sequenced_before(&self) -> Relation {
        let mut relation = Relation::empty(self.events.len());
        for (later, event) in self.events.iter().enumerate() {
            for (earlier, other) in self.events.iter().enumerate() {
                let is_before = match (other.thread, event.thread) {
                    (None, Some(_)) => true,
                    (Some(one), Some(other)) => one == other && earlier < later,
                    (_, None) => false,
                };
                if is_before {
                    relation.add(earlier, later);
                }
            }
        }
        relation
    }
}
