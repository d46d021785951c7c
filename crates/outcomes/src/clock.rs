//! Vector clocks: the happens-before order of the steps of one execution.

use smallvec::SmallVec;

/// A vector clock: for each thread, how many of its steps happen before something.
///
/// Threads beyond the last entry count as 0, so clocks grow with the number of threads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct VectorClock(SmallVec<[u32; 8]>);

impl VectorClock {
    /// Adds all that happens before `other`.
    pub fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, other) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*other);
        }
    }

    /// Counts one more step of `thread`.
    pub fn tick(&mut self, thread: usize) {
        *self.entry(thread) += 1;
    }

    /// Adds the steps of this thread up to the `number`-th.
    pub fn include(&mut self, thread: usize, number: u32) {
        let count = self.entry(thread);
        *count = number.max(*count);
    }

    fn entry(&mut self, thread: usize) -> &mut u32 {
        if self.0.len() <= thread {
            self.0.resize(thread + 1, 0);
        }
        &mut self.0[thread]
    }

    /// Returns how many of this thread's steps happen before.
    pub fn count(&self, thread: usize) -> u32 {
        self.0.get(thread).copied().unwrap_or(0)
    }

    /// Whether the `number`-th step of this thread, the first being 1, happens before.
    pub fn includes(&self, thread: usize, number: u32) -> bool {
        self.count(thread) >= number
    }
}

/// What happens before something, in three senses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clock {
    /// The steps that come before it in every equivalent order, where atomic accesses to one location are ordered, too. The search uses these.
    pub steps: VectorClock,
    /// The events of the memory model that happen before it by means other than atomics.
    pub memory: VectorClock,
    /// The accesses to plain memory that happen before it.
    pub happens: VectorClock,
}

impl Clock {
    /// Adds all that happens before `other`.
    pub fn join(&mut self, other: &Self) {
        self.steps.join(&other.steps);
        self.memory.join(&other.memory);
        self.happens.join(&other.happens);
    }

    /// Adds what synchronizing with `other` orders: everything but the steps, which the search orders.
    pub fn synchronize(&mut self, other: &Self) {
        self.memory.join(&other.memory);
        self.happens.join(&other.happens);
    }
}
