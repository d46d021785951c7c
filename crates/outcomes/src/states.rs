//! The state graph of a small program: what each thread stands before, what is shared and printed, and which state each possible step leads to.
//!
//! Every schedule is executed by itself. The executions form a tree, since two that begin alike share that beginning; equal subtrees are one state, which is found
//! bottom-up, as soon as the search has left a subtree for good. Two states are equal if the same can be seen in them and equal futures follow.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde_json::{Value, json};

use crate::explore::{self, Plan, Program};
use crate::freedom::Freedoms;
use crate::place;
use crate::tree::ObjectId;
use crate::world::{self, End, Failure, Fineness, Line};

/// A program with more schedules has no graph.
const MOST_SCHEDULES: usize = 10_000;

/// Nor has one with more states.
const MOST_STATES: usize = 2_000;

/// A thing that threads share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Thing {
    kind: &'static str,
    /// Where the program made it.
    made: (u32, u32),
    /// The thread to which it belongs, or which has made it.
    thread: Option<usize>,
    /// Which one of those made there, by that thread.
    nth: usize,
}

/// What one thread is at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stand {
    /// In a word; `ended` for a thread that has ended.
    pub verb: &'static str,
    /// To what.
    pub object: Option<ObjectId>,
    /// Where.
    pub place: Option<place::Place>,
    /// What it waits for in words, if it cannot go on.
    pub waits: String,
    /// What it holds.
    pub held: Vec<ObjectId>,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Step {
    thread: usize,
    way: u32,
    verb: &'static str,
    object: Option<ObjectId>,
    line: u32,
    detail: String,
}

/// A step by its number, and the state that it leads to.
type Edge = (usize, usize);

/// A state, whose parts have been seen before and have numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct State {
    threads: Vec<usize>,
    shared: usize,
    next: Next,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Next {
    Steps(Vec<Edge>),
    Outcome(usize),
}

/// A point of the current execution, and what is known of the steps from there.
#[derive(Debug)]
struct Point {
    threads: Vec<usize>,
    shared: usize,
    edges: Vec<Edge>,
    /// The step taken by the current execution.
    taken: usize,
    outcome: Option<usize>,
}

/// Numbers things in the order in which they were first seen.
#[derive(Debug)]
struct Numbers<T> {
    by_thing: HashMap<T, usize>,
    all: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { by_thing: HashMap::new(), all: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbers<T> {
    fn of(&mut self, thing: T) -> usize {
        let next = self.all.len();
        *self.by_thing.entry(thing).or_insert_with_key(|thing| {
            self.all.push(thing.clone());
            next
        })
    }
}

/// Keeps the executions of a search as a graph.
#[derive(Debug, Default)]
pub struct Recorder {
    things: Numbers<Thing>,
    /// Where each thing was first used.
    used: HashMap<usize, place::Place>,
    /// Several things were made in one place, and which of them is the first is another one in another execution.
    is_ambiguous: bool,
    stands: Numbers<Stand>,
    shared: Numbers<(Vec<(ObjectId, String)>, String)>,
    steps: Numbers<Step>,
    outcomes: Numbers<(End, String, String)>,
    states: Numbers<State>,
    names: Vec<String>,
    path: Vec<Point>,
    /// How many points of the path the current execution shares with the one before.
    known: usize,
    /// The places that only the stack tells, which takes long, by what has led a thread there.
    places: HashMap<u64, Option<place::Place>>,
    /// How many of them each thread of the current execution has come to.
    asked: Vec<usize>,
    /// The thread that has numbered each of this execution's things, and which had ended then; nothing before the first step, where all comes in one order.
    numbered: Vec<Option<(usize, Vec<bool>)>>,
    /// The numbers of this execution's things.
    canonical: Vec<ObjectId>,
    values: HashMap<ObjectId, String>,
}

/// What a thing is, where it was made, and the thread that it belongs to.
pub type Origin = (&'static str, Option<place::Place>, Option<usize>);

impl Recorder {
    /// Begins an execution whose first points are those of the one before.
    pub fn begin(&mut self, known: usize) {
        self.close(known);
        self.known = known;
        self.asked.clear();
        self.canonical.clear();
        self.numbered.clear();
        self.values.clear();
    }

    /// Where a thread is that has this behind it, which only the stack tells.
    pub fn place(&mut self, thread: usize, past: Option<u64>) -> Option<place::Place> {
        self.asked.resize(self.asked.len().max(thread + 1), 0);
        self.asked[thread] += 1;
        let Some(past) = past else { return place::by_backtrace() };
        let mut hasher = DefaultHasher::new();
        (thread, self.asked[thread], past).hash(&mut hasher);
        *self.places.entry(hasher.finish()).or_insert_with(place::by_backtrace)
    }

    /// The value of a thing is this from now on.
    pub fn shows(&mut self, object: ObjectId, value: String) {
        self.values.insert(object, value);
    }

    /// Whether the execution is at a point that the one before came to as well.
    pub fn knows(&self, steps: usize) -> bool {
        steps < self.known
    }

    /// A thing is numbered: after the first step by this thread, when these have ended.
    pub fn numbers(&mut self, by: Option<(usize, Vec<bool>)>) {
        self.numbered.push(by);
    }

    /// The execution has come to a new point, and this was printed so far.
    pub fn arrive(&mut self, threads: Vec<Stand>, printed: String, names: Vec<String>) {
        if names.len() > self.names.len() {
            self.names = names;
        }
        let threads = threads.into_iter().map(|stand| {
            let stand = Stand {
                object: stand.object.map(|object| self.canonical[object as usize]),
                held: stand.held.iter().map(|object| self.canonical[*object as usize]).collect(),
                ..stand
            };
            if let (Some(object), Some(place)) = (stand.object, stand.place) {
                self.used.entry(object as usize).or_insert(place);
            }
            self.stands.of(stand)
        });
        let threads = threads.collect();
        let mut values: Vec<_> = self.values.iter().map(|(object, value)| (self.canonical[*object as usize], value.clone())).collect();
        values.sort();
        let shared = self.shared.of((values, printed));
        self.path.push(Point { threads, shared, edges: Vec::new(), taken: 0, outcome: None });
    }

    /// The step with which the execution left a point is known to its end.
    pub fn left(&mut self, point: usize, way: u32, line: &Line) {
        // What was known was not looked at again: only its last step is another.
        if point + 1 < self.known {
            return;
        }
        let object = line.object.and_then(|object| self.canonical.get(object as usize).copied());
        let place = line.place.map_or(0, |(line, _)| line);
        let step = Step { thread: line.thread, way, verb: line.verb, object, line: place, detail: line.detail.clone() };
        self.path[point].taken = self.steps.of(step);
    }

    /// The execution has ended at its last point.
    pub fn end(&mut self, end: End, note: String, printed: String) {
        let outcome = self.outcomes.of((end, note, printed));
        if let Some(last) = self.path.last_mut() {
            last.outcome = Some(outcome);
        }
    }

    /// The search never comes back to the points behind the first `keep`.
    fn close(&mut self, keep: usize) {
        while self.path.len() > keep {
            let Some(mut point) = self.path.pop() else { return };
            let next = match point.outcome {
                Some(outcome) => Next::Outcome(outcome),
                None => {
                    // The search looks first at the thread that has just run, which is not part of a state.
                    point.edges.sort_by_key(|(step, _)| (self.steps.all[*step].thread, self.steps.all[*step].way));
                    Next::Steps(point.edges)
                }
            };
            let state = self.states.of(State { threads: point.threads, shared: point.shared, next });
            if let Some(before) = self.path.last_mut() {
                before.edges.push((before.taken, state));
            }
        }
    }

    /// Gives things the same numbers in each execution.
    pub fn number_things(&mut self, origins: &[Origin]) {
        for (id, (kind, at, thread)) in origins.iter().enumerate().skip(self.canonical.len()) {
            let is_alike = |other: &&Origin| *other == &(*kind, *at, *thread);
            let nth = origins[..id].iter().filter(is_alike).count();
            // Two that one thread numbers have an order; so have those of two threads, if one of them had ended or the other had not begun.
            let is_apart = |other: usize| match (&self.numbered[other], &self.numbered[id]) {
                (Some((before, then)), Some((by, ended))) => before == by || ended.get(*before) == Some(&true) || *by >= then.len(),
                _ => true,
            };
            let is_clear = thread.is_some() || at.is_none() || (0..id).filter(|other| is_alike(&&origins[*other])).all(is_apart);
            self.is_ambiguous |= !is_clear;
            let number = self.things.of(Thing { kind, made: at.unwrap_or_default(), thread: *thread, nth });
            self.canonical.push(ObjectId::try_from(number).expect("a run has fewer things than numbers"));
        }
    }

    /// The graph as JSON; or a sentence why there is none.
    fn json(mut self) -> Result<Value, &'static str> {
        self.close(0);
        if self.states.all.len() > MOST_STATES {
            return Err("has too many states to choose from; do less in it");
        }
        if self.is_ambiguous {
            return Err(
                "makes several things at one line in threads that run side by side, and its graph of states cannot tell them apart; make them before the threads",
            );
        }
        let thing = |(number, thing): (usize, &Thing)| json!({ "kind": thing.kind, "at": thing.made, "by": thing.thread, "used": self.used.get(&number) });
        let outcome = |(end, note, printed): &(End, String, String)| {
            let end = match end {
                End::Exit(status) => format!("exit {status}"),
                end => format!("{end:?}").to_lowercase(),
            };
            json!([end, note, printed])
        };
        let line = |place: Option<place::Place>| place.map_or(0, |(line, _)| line);
        let number = |object: Option<ObjectId>| object.map_or(-1, i64::from);
        let stand = |stand: &Stand| json!([stand.verb, number(stand.object), line(stand.place), stand.waits, stand.held]);
        let step = |step: &Step| json!([step.thread, step.verb, number(step.object), step.line, step.detail]);
        // The first state is the last that was left.
        let last = self.states.all.len().saturating_sub(1);
        let state = |state: &State| match &state.next {
            Next::Outcome(outcome) => json!([state.shared, state.threads, outcome]),
            Next::Steps(edges) => {
                let edges: Vec<Edge> = edges.iter().map(|(step, state)| (*step, last - state)).collect();
                json!([state.shared, state.threads, edges])
            }
        };
        Ok(json!({
            "threads": self.names,
            "things": self.things.all.iter().enumerate().map(thing).collect::<Vec<_>>(),
            "outcomes": self.outcomes.all.iter().map(outcome).collect::<Vec<_>>(),
            "stands": self.stands.all.iter().map(stand).collect::<Vec<_>>(),
            "shared": self.shared.all,
            "steps": self.steps.all.iter().map(step).collect::<Vec<_>>(),
            "states": self.states.all.iter().rev().map(state).collect::<Vec<_>>(),
        }))
    }
}

/// The state graph of a program as JSON, or a sentence without its subject why it has none. With [`Freedoms::WEAK`], a step is also the choice of the store that it reads.
///
/// # Errors
/// If the program cannot be explored.
pub fn graph(program: &Program, freedoms: Freedoms, progress: fn(usize)) -> Result<Result<Value, &'static str>, Failure> {
    let plan = Plan { reduced: false, most_runs: MOST_SCHEDULES, with_freedoms: false, progress, ..Plan::default() };
    let mut fineness = Fineness { freedoms, ..Fineness::default() };
    loop {
        world::with(|world| world.recorder = Some(Recorder::default()));
        let all = explore::search_all(plan, fineness, program);
        let recorder = world::with(|world| world.recorder.take()).unwrap_or_default();
        let all = all?;
        let wanted = world::with(|world| world.wanted);
        if wanted == fineness {
            return Ok(if all { recorder.json() } else { Err("has too many schedules to choose from; do less in it") });
        }
        fineness = wanted;
    }
}
