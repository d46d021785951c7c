//! The scheduler's choices: which threads can go on, and which is chosen.

use super::ways::STUCK;
use super::{DIFFERS, Op, Place, Strategy, Ways, World};
use crate::place;
use crate::race_reversal::{self, Step};
use crate::tree::{Choice, Pick};

/// What happens to a thread that has announced what it's about to do.
pub(super) enum Announced {
    /// It stops until it is chosen.
    Stops,
    /// It goes on at once: there is no run, or it's unwinding after the end of one.
    Passes,
    /// It goes on at once, in this way: it's in a loop where nothing changes.
    GoesRound(u32),
    /// The run is over.
    Leaves,
}

/// What the scheduler does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Run this thread.
    Thread(usize),
    /// Choose one of the choices.
    Choose,
    /// Stop the run: it's over.
    Stop,
}

impl World {
    /// Stops the current thread before `op`, if it has to stop.
    pub(super) fn announce(&mut self, op: Op, place: Option<place::Place>, ways: Ways<'_>) -> Announced {
        if !self.live {
            return Announced::Passes;
        }
        if self.over {
            // When a run is over, the coroutines that shuttle drops unwind, and operations during that unwinding have to pass.
            return if self.me().panics > 0 { Announced::Passes } else { Announced::Leaves };
        }
        self.close_accesses();
        self.events += 1;
        if let Some(way) = self.goes_round_again(&op, ways) {
            return Announced::GoesRound(way);
        }
        self.note_done(&op);
        self.comes_to(&op);
        let me = self.current;
        self.update_held(me);
        // SAFETY: only the lifetime is changed. The closure is on the stack of this thread, which stays in `take` until `place` is no longer `Before`; after
        // the end of the run, `place` isn't read again.
        let ways = unsafe { std::mem::transmute::<Ways<'_>, Ways<'static>>(ways) };
        let thread = &mut self.threads[me];
        thread.at = place.or(thread.at);
        super::is_at(thread.at);
        thread.logged_blocked = false;
        thread.place = Place::Before(op, ways);
        thread.since = self.steps.len();
        Announced::Stops
    }

    /// Decides which thread runs next.
    pub fn decide(&mut self) -> Next {
        super::enter_explorer();
        if let Some(next) = self.next.take() {
            return next;
        }
        // A run that asks for finer steps may not end with coarse ones.
        self.over |= self.wanted != self.fineness;
        if self.over {
            return Next::Stop;
        }
        self.choices.clear();
        if let Some(thread) = self.settle() {
            self.current = thread;
            return Next::Thread(thread);
        }
        self.find_choices();
        if self.choices.is_empty() {
            return match self.lets_a_loop_go_on() {
                Some(thread) => Next::Thread(thread),
                None => {
                    self.deadlock();
                    Next::Stop
                }
            };
        }
        if self.idle >= self.limits.idle_steps && self.blame_a_loop() {
            return self.decide();
        }
        if self.steps.len() >= self.limits.steps {
            if self.idle >= self.limits.idle_steps && self.blame_a_silent_loop() {
                return self.decide();
            }
            let what = if self.idle >= self.limits.idle_steps {
                format!(
                    "is in a loop, and the last {} steps here changed nothing; call `std::hint::spin_loop` or `thread::yield_now` in it",
                    self.idle
                )
            } else {
                format!("takes more than {} steps in one schedule; make every loop end, with fewer iterations", self.limits.steps)
            };
            return self.give_up(what);
        }
        match self.pick() {
            Some(choice) => Next::Thread(self.grant(choice)),
            None if self.failure.is_some() => Next::Stop,
            None => Next::Choose,
        }
    }

    /// Returns a thread that goes on without a choice: it has just been started, or it was waiting without touching anything and can go on.
    fn settle(&mut self) -> Option<usize> {
        for index in 0..self.threads.len() {
            match self.threads[index].place {
                Place::Fresh => {
                    self.threads[index].place = Place::Running;
                    return Some(index);
                }
                Place::Before(op, ways) if !op.is_step => {
                    // SAFETY: a thread that has stopped before an operation hasn't left the stack that holds the closure.
                    let way = unsafe { (*ways)(self) };
                    if way != 0 {
                        self.threads[index].way = way.trailing_zeros();
                        self.threads[index].place = Place::Running;
                        return Some(index);
                    }
                    self.log_blocked(index, &op);
                }
                _ => {}
            }
        }
        None
    }

    /// Collects the choices that are possible now, starting with those of the thread that took the last step.
    fn find_choices(&mut self) {
        self.choices.clear();
        let first = self.steps.last().map_or(0, |step| step.thread);
        for thread in std::iter::once(first).chain((0..self.threads.len()).filter(|thread| *thread != first)) {
            let Place::Before(op, ways) = self.threads[thread].place else { continue };
            if !op.is_step {
                self.find_free_choices(thread, true);
                continue;
            }
            // SAFETY: a thread that has stopped before an operation hasn't left the stack that holds the closure.
            let mut ways = unsafe { (*ways)(self) };
            if self.gate(thread).is_some() {
                ways = 0;
            }
            if ways == 0 {
                self.log_blocked(thread, &op);
            }
            let is_blocked = ways == 0;
            while ways != 0 {
                let way = ways.trailing_zeros();
                self.choices.push(Choice { thread, way, touches: op.touches });
                ways &= ways - 1;
            }
            self.find_free_choices(thread, is_blocked);
        }
        self.may_be_stuck();
    }

    /// Returns whether a thread other than this one goes on now, or could.
    pub(super) fn another_can_go_on(&self, thread: usize, next: Next) -> bool {
        matches!(next, Next::Thread(next) if next != thread) || self.choices.iter().any(|choice| choice.thread != thread)
    }

    /// Returns the choice to take, or `None` if shuttle is to choose or the exploration was given up.
    fn pick(&mut self) -> Option<usize> {
        self.record_point();
        let at = self.steps.len();
        match &mut self.strategy {
            Strategy::Sample => return None,
            Strategy::Replay { steps, .. } => {
                let wanted = steps.get(at).and_then(|wanted| self.choices.iter().position(|choice| (choice.thread, choice.way) == *wanted));
                return wanted.or_else(|| {
                    self.give_up(DIFFERS.to_owned());
                    None
                });
            }
            Strategy::Search(tree) if self.counts => match tree.pick(&self.choices) {
                Pick::Take(choice) => return Some(choice),
                Pick::Redundant => {
                    self.find_races();
                    (self.counts, self.is_redundant) = (false, true);
                }
                Pick::Differs => {
                    self.give_up(DIFFERS.to_owned());
                    return None;
                }
            },
            Strategy::Search(_) => {}
        }
        // The execution no longer counts. It runs to its end, because abandoning it would leak its memory; threads take turns so that none spins forever.
        Some(at % self.choices.len())
    }

    /// Asks the search for the reversals of this execution's races.
    pub(super) fn find_races(&mut self) {
        let Strategy::Search(tree) = &mut self.strategy else { return };
        let Some(from) = tree.races_from().filter(|_| self.counts) else { return };
        // A disabled step may need another order of earlier steps. If the execution has ended, enabled steps count too: `main` may have ended before them.
        let is_blocked = |thread: usize| self.choices.iter().all(|choice| choice.thread != thread);
        let pending = self.threads.iter().enumerate().filter_map(|(thread, state)| match state.place {
            Place::Before(op, _) if op.is_step && (self.ended.is_some() || is_blocked(thread)) => Some(Step {
                thread,
                number: state.clock.steps.count(thread) + 1,
                way: 0,
                verb: op.verb,
                can_block: op.can_block(),
                touches: op.touches,
                since: state.since,
                known: state.clock.steps.clone(),
                before: state.clock.steps.clone(),
            }),
            _ => None,
        });
        let pending: Vec<Step> = pending.collect();
        race_reversal::reverse_races(tree, &self.steps, from, &pending);
    }

    /// Lets the thread of this choice take its step.
    pub fn grant(&mut self, choice: usize) -> usize {
        let Choice { thread, way, touches } = self.choices[choice];
        let Place::Before(op, _) = self.threads[thread].place else { unreachable!("a choice is of a thread that has stopped") };
        if way == STUCK {
            self.deadlock();
        }
        self.goes_through(thread, &op);
        let before = self.clock_before(thread, &touches);
        let mut after = before.clone();
        after.steps.tick(thread);
        self.mark_touched(&touches, &after);
        let number = after.steps.count(thread);
        let known = std::mem::replace(&mut self.threads[thread].clock, after).steps;
        let since = self.threads[thread].since;
        self.steps.push(Step {
            thread,
            number,
            way,
            verb: op.verb,
            can_block: op.can_block(),
            touches,
            since,
            known,
            before: before.steps,
        });
        self.threads[thread].way = way;
        self.threads[thread].place = Place::Running;
        self.current = thread;
        let place = self.threads[thread].at;
        self.log("step", thread, op.verb, op.object, place, String::new());
        self.idle += 1;
        self.blind_rounds = 0;
        if op.stirs {
            self.stir();
        }
        thread
    }
}
