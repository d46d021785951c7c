//! Reports about a run: the steps of a replay, what each thread waits for in a deadlock, and why an exploration was given up.

use std::panic::Location;

use serde::Serialize;

use super::{End, Failure, Next, Op, Place, WaitsFor, World, with};
use crate::freedom::Freedoms;
use crate::place;
use crate::tree::ObjectId;

/// One thing that happened in a run.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// `step`, or `wait` if a thread found that it can't go on, or `note` for anything that isn't a step: a thread is started, ends, joins another.
    pub kind: &'static str,
    /// The number of steps so far, including this one.
    pub number: usize,
    /// The thread.
    pub thread: usize,
    /// Its name.
    pub name: String,
    /// The place in the program.
    pub place: Option<place::Place>,
    /// What was done, as a verb.
    pub verb: &'static str,
    /// What it was done to.
    pub object: Option<ObjectId>,
    /// The value, text or thread involved.
    pub detail: String,
    /// What the thread holds after it.
    pub held: Vec<ObjectId>,
}

/// Adds a value or text to the last step, for a replay.
pub fn detail(text: impl FnOnce() -> String) {
    if with(|world| world.log.is_some()) {
        let text = text();
        with(|world| world.detail(text));
    }
}

/// Notes something for a replay that isn't a step.
pub fn note(verb: &'static str, place: Option<place::Place>, detail: impl FnOnce() -> String) {
    if with(|world| world.log.is_some()) {
        let detail = detail();
        with(|world| world.log("note", world.current, verb, None, place, detail));
    }
}

impl World {
    /// Ends the run because no thread can go on.
    pub(super) fn deadlock(&mut self) {
        let waiting = (0..self.threads.len()).filter_map(|thread| match self.threads[thread].place {
            Place::Before(op, _) => {
                // A thread that waits in a loop is reported at the end of its round, whatever it looks at.
                let place = self.gate(thread).map(|gate| gate.place).or(self.threads[thread].at);
                let place = place.map_or(String::new(), |(line, _)| format!(" at line {line}"));
                Some(format!("{} {}{place}", self.name(thread), self.wait_of(thread, &op)))
            }
            _ => None,
        });
        let note = waiting.collect::<Vec<_>>().join(", ");
        self.end_run(End::Deadlock, note);
    }

    /// Returns what a thread that has stopped before `op` waits for.
    pub(super) fn wait_of(&self, thread: usize, op: &Op) -> String {
        if self.gate(thread).is_some() { self.wait_in_words(&Op { waits_for: WaitsFor::Rounds, ..*op }) } else { self.wait_in_words(op) }
    }

    /// Formats a wait: `waits for a lock`.
    fn wait_in_words(&self, op: &Op) -> String {
        match op.waits_for {
            WaitsFor::Turn => "waits for its turn".to_owned(),
            WaitsFor::Words(what) => format!("waits for {what}"),
            WaitsFor::Thread(other) => format!("waits for {} to end", self.name(other)),
            WaitsFor::Rounds => "spins in a loop".to_owned(),
        }
    }

    /// Gives up the exploration.
    pub(super) fn give_up(&mut self, what: String) -> Next {
        let line = self.threads[self.current].at.map(|(line, _)| line);
        self.over = true;
        self.failure.get_or_insert(Failure { line, what });
        Next::Stop
    }

    /// Notes a panic in a thread never joined: `main` may end before its message is seen, which no step shows. If `main` panics, that's reported instead.
    pub fn panic_is_lost(&mut self, started: &Location<'static>) {
        if self.data_race.is_some() || self.main_panicked || self.threads.first().is_some_and(|main| main.panics > 0) {
            return;
        }
        let line = place::of(Some(started)).map_or(0, |(line, _)| line);
        self.lost_panic.get_or_insert(line);
    }

    /// Adds to the output.
    pub fn print(&mut self, text: &str) {
        if self.over {
            return;
        }
        self.printed.push_str(text);
        if self.is_unbuffered {
            self.flushed = self.printed.len();
            self.used = self.used.and(Freedoms::CUT);
        } else if let Some(end) = text.rfind('\n') {
            self.flushed = self.printed.len() - text.len() + end + 1;
        }
        if self.printed.len() > self.limits.printed {
            self.give_up(format!("prints more than {} bytes in one schedule; print less", self.limits.printed));
        }
    }

    pub(super) fn log(
        &mut self,
        kind: &'static str,
        thread: usize,
        verb: &'static str,
        object: Option<ObjectId>,
        place: Option<place::Place>,
        detail: String,
    ) {
        if self.log.is_none() {
            return;
        }
        let (number, name, held) = (self.steps.len(), self.name(thread), self.threads[thread].held.clone());
        let line = Line { kind, number, thread, name, place, verb, object, detail, held };
        self.log.get_or_insert_default().push(line);
    }

    /// Logs once that a thread cannot do what it is about to do.
    pub(super) fn log_blocked(&mut self, thread: usize, op: &Op) {
        if self.log.is_some() && !std::mem::replace(&mut self.threads[thread].logged_blocked, true) {
            let place = self.threads[thread].at;
            let words = self.wait_in_words(op);
            self.log("wait", thread, op.verb, op.object, place, words);
        }
    }

    /// Sets the detail of the last step.
    fn detail(&mut self, text: String) {
        if let Some(last) = self.log.as_mut().and_then(|log| log.iter_mut().rfind(|line| line.kind == "step")) {
            last.detail = text;
        }
    }

    /// Records what a thread holds after its last step, which is known when it stops again.
    pub(super) fn update_held(&mut self, thread: usize) {
        let held = &self.threads[thread].held;
        if let Some(last) = self.log.as_mut().and_then(|log| log.iter_mut().rfind(|line| line.kind == "step" && line.thread == thread)) {
            last.held.clone_from(held);
        }
    }
}
