//! The graph of the current execution: it grows one event at a time, and only in ways that keep it consistent.
//!
//! A consistent graph can be built event by event, in any order that puts each event after its predecessors in its thread and after the event it reads from.
//! All graphs along the way are consistent, because removing the last event removes edges and adds none. So a search that offers each load every store so far,
//! and each store every place in modification order, and filters by the axioms, finds every consistent graph without load buffering.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::mem::MaybeUninit;
use std::sync::atomic::Ordering;

use super::axioms::{self, Order};
use super::graph::{Event, Graph, Kind, Location, Mode};
use crate::clock::VectorClock;

/// An event that a thread might add.
#[derive(Debug, Clone, Copy)]
pub struct Attempt {
    /// What it does.
    pub kind: Kind,
    /// How it is ordered.
    pub order: Ordering,
    /// Where.
    pub location: Location,
    /// The store it reads from, writes after, or both: 0 is the last in modification order, 1 the one before it, and so on.
    pub from_last: usize,
}

/// The execution's graph.
#[derive(Debug, Default)]
pub struct Memory {
    graph: Graph,
    /// The events of each thread.
    of_thread: Vec<Vec<usize>>,
    /// The clock of each event.
    clocks: Vec<VectorClock>,
    /// The values of the stores to each location, in modification order.
    values: HashMap<Location, Vec<Value>>,
    /// The clocks that the stores to each location released, in modification order, once the program has accessed plain memory.
    released: HashMap<Location, Vec<VectorClock>>,
}

/// The value of an atomic, which has at most 16 bytes.
#[derive(Debug, Clone, Copy)]
struct Value(MaybeUninit<u128>);

impl Value {
    fn of<T: Copy>(value: T) -> Self {
        const { assert!(size_of::<T>() <= size_of::<u128>() && align_of::<T>() <= align_of::<u128>()) }
        let mut bits = MaybeUninit::<u128>::uninit();
        // SAFETY: it's large enough for a `T` and aligned for it.
        unsafe { bits.as_mut_ptr().cast::<T>().write(value) };
        Self(bits)
    }

    /// # Safety
    /// It must have been created from a `T`.
    unsafe fn get<T: Copy>(&self) -> T {
        // SAFETY: a `T` was written there.
        unsafe { self.0.as_ptr().cast::<T>().read() }
    }
}

impl Memory {
    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Returns the number of stores to a location.
    pub fn stores(&self, location: Location) -> usize {
        self.graph.writes_to(location).len()
    }

    /// Sets a location's value. A new location is initialized with it, which happens before everything; a known one may have been changed through an exclusive
    /// reference.
    pub fn initialize<T: Copy>(&mut self, location: Location, value: T) {
        if self.stores(location) == 0 {
            self.graph.add_write(Event { thread: None, kind: Kind::Write, mode: Mode::Plain, location }, None, 0);
            self.clocks.push(VectorClock::default());
        }
        let values = self.values.entry(location).or_default();
        values.pop();
        values.push(Value::of(value));
    }

    /// Returns the value of a store, counted from the last one.
    ///
    /// # Safety
    /// All values of this location must be of type `T`.
    pub unsafe fn value<T: Copy>(&self, location: Location, from_last: usize) -> Option<T> {
        let values = self.values.get(&location)?;
        // SAFETY: guaranteed by the caller.
        values.len().checked_sub(from_last + 1).map(|at| unsafe { values[at].get() })
    }

    /// Inserts a value after the one of this store.
    pub fn keep<T: Copy>(&mut self, location: Location, value: T, from_last: usize) {
        let values = self.values.entry(location).or_default();
        values.insert(values.len() - from_last, Value::of(value));
    }

    /// Returns the thread of a store, counted from the last one, or `None` for an initialization.
    pub fn writer(&self, location: Location, from_last: usize) -> Option<usize> {
        let writes = self.graph.writes_to(location);
        writes.len().checked_sub(from_last + 1).and_then(|at| self.graph.events[writes[at]].thread)
    }

    /// Returns the clock that a store, counted from the last one, released.
    pub fn released(&self, location: Location, from_last: usize) -> VectorClock {
        let released = self.released.get(&location).map_or(&[][..], |released| released);
        released.len().checked_sub(from_last + 1).map_or_else(VectorClock::default, |at| released[at].clone())
    }

    /// Notes the clock that a store about to be placed after this one releases.
    pub fn release(&mut self, location: Location, from_last: usize, clock: VectorClock) {
        let stores = self.stores(location);
        let released = self.released.entry(location).or_default();
        released.resize(stores, VectorClock::default());
        released.insert(stores - from_last, clock);
    }

    /// Returns whether a thread may add this event; `known` is what it knows by means other than atomics.
    pub fn may(&mut self, thread: usize, known: &VectorClock, attempt: Attempt) -> bool {
        // Reading the last store or writing after it is always possible.
        if attempt.from_last == 0 {
            return true;
        }
        if self.is_too_old(thread, known, attempt) {
            return false;
        }
        self.add(thread, known, attempt);
        let is_consistent = axioms::is_consistent(&self.graph, Order::Cpp20);
        self.graph.pop();
        self.of_thread[thread].pop();
        self.clocks.pop();
        is_consistent
    }

    /// Returns whether coherence or atomicity is definitely violated: the thread knows a later store, or an update already reads this one. This spares most
    /// checks of the axioms.
    fn is_too_old(&self, thread: usize, known: &VectorClock, attempt: Attempt) -> bool {
        let Graph { events, reads_from, .. } = &self.graph;
        let writes = self.graph.writes_to(attempt.location);
        let later = &writes[writes.len() - attempt.from_last..];
        let knows = |write: &usize| {
            let by = events[*write].thread.and_then(|by| u32::try_from(self.number(by, *write)).ok().map(|number| (by, number)));
            by.is_some_and(|(by, number)| by == thread || known.includes(by, number))
        };
        let has_read = || {
            self.of_thread
                .get(thread)
                .is_some_and(|mine| mine.iter().any(|event| reads_from[*event].is_some_and(|read| later.contains(&read))))
        };
        attempt.kind != Kind::Read && events[later[0]].kind == Kind::Update || later.iter().any(knows) || has_read()
    }

    /// Returns an event's number among its thread's events, from 1.
    fn number(&self, thread: usize, event: usize) -> usize {
        self.of_thread[thread].iter().position(|known| *known == event).map_or(0, |at| at + 1)
    }

    /// Returns the number of events.
    pub fn events(&self) -> usize {
        self.graph.events.len()
    }

    /// Adds an event.
    pub fn add(&mut self, thread: usize, known: &VectorClock, attempt: Attempt) {
        let Attempt { kind, order, location, from_last } = attempt;
        let event = Event { thread: Some(thread), kind, mode: Mode::Atomic(order), location };
        let writes = self.graph.writes_to(location);
        let at = writes.len() - 1 - from_last;
        let read = writes[at];
        let added = match kind {
            Kind::Read => self.graph.add(event, Some(read)),
            Kind::Write => self.graph.add_write(event, None, at + 1),
            Kind::Update => self.graph.add_write(event, Some(read), at + 1),
            Kind::Fence => self.graph.add(event, None),
        };
        self.note(thread, known, added);
    }

    /// Adds a fence.
    pub fn fence(&mut self, thread: usize, known: &VectorClock, order: Ordering) {
        let event = Event { thread: Some(thread), kind: Kind::Fence, mode: Mode::Atomic(order), location: 0 };
        let added = self.graph.add(event, None);
        self.note(thread, known, added);
    }

    fn note(&mut self, thread: usize, known: &VectorClock, added: usize) {
        if self.of_thread.len() <= thread {
            self.of_thread.resize(thread + 1, Vec::new());
        }
        for (other, events) in self.of_thread.iter().enumerate() {
            let last = (known.count(other) as usize).checked_sub(1).and_then(|last| events.get(last));
            if let Some(last) = last.filter(|_| other != thread) {
                self.graph.synchronized.push((*last, added));
            }
        }
        self.of_thread[thread].push(added);
        self.clocks.push(known.clone());
    }

    /// Returns a hash that identifies this execution among the program's others; two orders of steps with the same graph have the same one.
    pub fn signature(&self) -> u128 {
        // An event is named by its thread and its number in that thread; an initialization has no name.
        let name = |event: usize| {
            let thread = self.graph.events[event].thread?;
            Some((thread, self.number(thread, event)))
        };
        let mut orders: Vec<Vec<_>> =
            self.graph.modification_order.iter().map(|(_, writes)| writes.iter().map(|write| name(*write)).collect()).collect();
        orders.sort_unstable();
        let hash = |salt: u64| {
            let mut hasher = DefaultHasher::new();
            salt.hash(&mut hasher);
            orders.hash(&mut hasher);
            for event in self.of_thread.iter().flatten() {
                self.graph.events[*event].kind.hash(&mut hasher);
                self.graph.reads_from[*event].map(name).hash(&mut hasher);
                self.clocks[*event].hash(&mut hasher);
            }
            self.of_thread.iter().map(Vec::len).collect::<Vec<_>>().hash(&mut hasher);
            u128::from(hasher.finish())
        };
        hash(0) << 64 | hash(1)
    }
}
