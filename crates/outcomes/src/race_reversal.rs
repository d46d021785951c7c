//! Race detection: where the order of two dependent steps of an execution could be the other way round, the search is asked to explore that too.
//!
//! A step and an earlier one of another thread *race* if they are dependent and no step in between orders them. The reversal explores, before the earlier step,
//! what came after it and does not depend on it, and then the later step. Of the *initials* of that sequence, the threads that could begin it, one must be explored
//! (Abdulla, Aronis, Jonsson and Sagonas, *Source sets: a foundation for optimal dynamic partial order reduction*, 2017).

use crate::clock::VectorClock;
use crate::tree::{Touches, Tree};

/// A step that was taken, or the next one of a thread that has not taken it when the execution ends.
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
    /// Whether it may have to wait until others let it go on.
    pub can_block: bool,
    /// What it accessed.
    pub touches: Touches,
    /// How many steps had been taken when the thread announced it.
    pub since: usize,
    /// What happened before in the eyes of the thread that announced it.
    pub known: VectorClock,
    /// What happens before it: also what it synchronizes with.
    pub before: VectorClock,
}

impl Step {
    fn happens_before(&self, later: &Self) -> bool {
        later.before.includes(self.thread, self.number)
    }

    /// Whether this and a later step of another thread, with which it shares an object, are never enabled in one state: no order but this one exists.
    fn enables(&self, later: &Self) -> bool {
        match self.verb {
            "unlock" | "initialized" => later.can_block,
            "wait" => later.verb == "lock",
            _ => false,
        }
    }
}

/// Looks for the races of an execution, those among steps before `from` excepted, and asks the search for their reversals. `pending` holds what each thread that
/// is left would have done next.
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
        // It waited already when the other step was taken, and nothing that could come first would have let it go on.
        let has_waited = later.since <= at && !tree.was_enabled(at, later.thread) && own_last().is_none_or(|last| last < at);
        if has_waited && between.iter().all(|other| other.touches.is_independent_of(&later.touches)) {
            continue;
        }
        tree.ask_for(at, &initials(&between, later), later.thread);
        known.join(&step.before);
        known.include(step.thread, step.number);
    }
}

/// The threads that could begin the sequence of these steps and the one after them.
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
