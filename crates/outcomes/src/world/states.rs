//! Records a run's state at each of its points, for the graph of states.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::{End, Place, Strategy, World};
use crate::place;
use crate::states::{Origin, Stand};

impl World {
    /// Records the state in which one of the choices is about to be taken.
    pub(super) fn record_point(&mut self) {
        if self.recorder.is_none() || !matches!(self.strategy, Strategy::Search(_)) {
            return;
        }
        let steps = self.steps.len();
        if !self.recorder.get_or_insert_default().knows(steps) {
            self.record(&|world, thread| world.choices.iter().all(|choice| choice.thread != thread));
        }
    }

    /// Returns where the current thread is, if the states are recorded.
    ///
    /// A thread's behavior depends only on its causal past: it's where it was in another execution with the same past.
    pub(super) fn recorded_place(&mut self) -> Option<Option<place::Place>> {
        let past = self.fineness.is_reducible().then(|| {
            let known = &self.threads[self.current].clock.steps;
            let past = self.steps.iter().filter(|step| step.number <= known.count(step.thread));
            let mut past: Vec<_> = past.map(|step| (step.thread, step.number, step.way, &step.before)).collect();
            past.sort_unstable_by_key(|(thread, number, ..)| (*thread, *number));
            let mut hasher = DefaultHasher::new();
            past.hash(&mut hasher);
            hasher.finish()
        });
        let thread = self.current;
        self.recorder.as_mut().map(|recorder| recorder.place(thread, past))
    }

    /// Records the end of the run.
    pub(super) fn record_end(&mut self, end: End, note: &str) {
        if self.recorder.is_none() || !matches!(self.strategy, Strategy::Search(_)) {
            return;
        }
        self.record(&|_, _| true);
        let printed = self.printed.clone();
        self.recorder.get_or_insert_default().end(end, note.to_owned(), printed);
    }

    /// Records the last step, which is complete by now, and the state it led to.
    fn record(&mut self, is_blocked: &dyn Fn(&Self, usize) -> bool) {
        let stand = |thread: usize| {
            let state = &self.threads[thread];
            let nothing = Stand { verb: "ended", object: None, place: None, waits: String::new(), held: Vec::new() };
            match state.place {
                Place::Before(op, _) => Stand {
                    verb: op.verb,
                    object: op.object,
                    place: state.at,
                    waits: if is_blocked(self, thread) { self.wait_of(thread, &op) } else { String::new() },
                    held: state.held.clone(),
                },
                Place::Ended => nothing,
                // The thread that ended the process.
                Place::Running if self.over => nothing,
                Place::Fresh | Place::Running => Stand { verb: "run", held: state.held.clone(), place: state.at, ..nothing },
            }
        };
        let threads = (0..self.threads.len()).map(stand).collect();
        let names = (0..self.threads.len()).map(|thread| self.name(thread)).collect();
        let (origins, printed) = (self.origins(), self.printed.clone());
        let recorder = self.recorder.get_or_insert_default();
        recorder.number_things(&origins);
        let line = self.log.iter().flatten().rfind(|line| line.kind == "step");
        if let (Some(last), Some(line)) = (self.steps.last(), line) {
            recorder.left(self.steps.len() - 1, last.way, line);
        }
        recorder.arrive(threads, printed, names);
    }

    /// Returns what each object is, where it was created, and the thread it belongs to.
    fn origins(&self) -> Vec<Origin> {
        self.origins.iter().map(|origin| (origin.kind, place::of(origin.at), origin.by)).collect()
    }
}
