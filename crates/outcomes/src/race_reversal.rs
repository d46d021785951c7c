//! Race detection: finds dependent steps that could happen in the opposite order, and asks the search to explore that order, too.
//!
//! A step and an earlier one of another thread *race* if they're dependent and no step in between orders them. The reversal runs, before the earlier step, the steps
//! after it that don't depend on it, and then the later step. One of that sequence's *initials*, the threads that could begin it, must be explored
//! (Abdulla, Aronis, Jonsson and Sagonas, *Source sets: a foundation for optimal dynamic partial order reduction*, 2017).

use crate::clock::VectorClock;
use crate::tree::{Touches, Tree};

/// A step that was taken, or the one that a thread would have taken next when the execution ended.
#[derive(Debug, Clone)]
pub struct Step {
    /// The thread.
    pub thread: usize,
    /// Which of the thread's steps it is, from 1.
    pub number: u32,
    /// Which of the thread's possible steps it was.
    pub way: u32,
    /// In a word: `lock`.
    pub verb: &'static str,
    /// Whether it can block.
    pub can_block: bool,
    /// What it accessed.
    pub touches: Touches,
    /// How many steps had been taken when the thread announced it.
    pub since: usize,
    /// What happened before it, as far as its thread knew when announcing it.
    pub known: VectorClock,
    /// What happens before it, including what it synchronizes with.
    pub before: VectorClock,
}

impl Step {
    fn happens_before(&self, later: &Self) -> bool {
        later.before.includes(self.thread, self.number)
    }

    /// Whether this step and a later one of another thread on the same object are never enabled in the same state: no other order exists.
    fn enables(&self, later: &Self) -> bool {
        match self.verb {
            "unlock" | "initialized" => later.can_block,
            "wait" => later.verb == "lock",
            _ => false,
        }
    }
}

/// Looks for the races of an execution, except those among steps before `from`, and asks the search for their reversals. `pending` holds the step that each remaining
/// thread would have taken next.
pub fn reverse_races(tree: &mut Tree, steps: &[Step], from: usize, pending: &[Step]) {
    for at in from..steps.len() {
        races_of(tree, &steps[..at], &steps[at]);
    }
    for step in pending {
        races_of(tree, steps, step);
    }
}

fn races_of(tree: &mut Tree, earlier: &[Step], later: &Step) {
    let mut known = later.known.clone();
    let own_last = || earlier.iter().rposition(|step| step.thread == later.thread);
    for (at, step) in earlier.iter().enumerate().rev() {
        let is_candidate = step.thread != later.thread && !known.includes(step.thread, step.number);
        if !is_candidate || step.touches.is_independent_of(&later.touches) || step.enables(later) {
            continue;
        }
        let between: Vec<&Step> = earlier[at + 1..].iter().filter(|other| !step.happens_before(other)).collect();
        // It was already waiting when the other step was taken, and nothing that could come first would have unblocked it.
        let has_waited = later.since <= at && !tree.was_enabled(at, later.thread) && own_last().is_none_or(|last| last < at);
        if has_waited && between.iter().all(|other| other.touches.is_independent_of(&later.touches)) {
            continue;
        }
        tree.ask_for(at, &initials(&between, later), later.thread);
        known.join(&step.before);
        known.include(step.thread, step.number);
    }
}

/// Returns the threads that could begin the sequence of these steps followed by `last`.
fn initials(between: &[&Step], last: &Step) -> Vec<usize> {
    let mut initials = Vec::new();
    let mut seen = Vec::new();
    for (index, step) in between.iter().enumerate() {
        if !seen.contains(&step.thread) {
            seen.push(step.thread);
            if !between[..index].iter().any(|earlier| earlier.happens_before(step)) {
                initials.push(step.thread);
            }
        }
    }
    let waits_for =
        |earlier: &&Step| last.known.includes(earlier.thread, earlier.number) || !earlier.touches.is_independent_of(&last.touches);
    if !seen.contains(&last.thread) && !between.iter().any(waits_for) {
        initials.push(last.thread);
    }
    initials
}
