//! The state graph of a small program: each thread's next operation, what's shared and printed, and the state that each possible step leads to.
//!
//! Every schedule is executed. The executions form a tree, since two that begin the same way share that beginning; equal subtrees are merged into one state,
//! bottom-up, as soon as the search has left a subtree for good. Two states are equal if they look the same and have equal futures.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde_json::{Value, json};

use crate::explore::{self, Plan, Program};
use crate::freedom::Freedoms;
use crate::place;
use crate::tree::ObjectId;
use crate::world::{self, End, Failure, Fineness, Line};

/// The most schedules that a program with a graph may have.
const MOST_SCHEDULES: usize = 10_000;

/// The most states that it may have.
const MOST_STATES: usize = 2_000;

/// An object that threads share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Thing {
    kind: &'static str,
    /// Where the program made it.
    made: (u32, u32),
    /// The thread that it belongs to or that made it.
    thread: Option<usize>,
    /// Its index among those made there by that thread.
    nth: usize,
}

/// What a thread has stopped before.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stand {
    /// The operation in a word; `ended` for a thread that has ended.
    pub verb: &'static str,
    /// The object that it operates on.
    pub object: Option<ObjectId>,
    /// Where.
    pub place: Option<place::Place>,
    /// What it waits for, in words, if it's blocked.
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

/// The numbers of a step and of the state that it leads to.
type Edge = (usize, usize);

/// A state, made of the numbers of its parts.
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

/// A point of the current execution, and the steps from there that are known so far.
#[derive(Debug)]
struct Point {
    threads: Vec<usize>,
    shared: usize,
    edges: Vec<Edge>,
    /// The step taken by the current execution.
    taken: usize,
    outcome: Option<usize>,
}

/// Numbers things in the order they were first seen.
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

/// Records the executions of a search as a graph.
#[derive(Debug, Default)]
pub struct Recorder {
    things: Numbers<Thing>,
    /// Where each object was first used.
    used: HashMap<usize, place::Place>,
    /// Whether several objects were made at one place, in an order that can differ between executions.
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
    /// The places that only a backtrace shows, which is slow, by what led a thread there.
    places: HashMap<u64, Option<place::Place>>,
    /// How many of them each thread of the current execution has reached.
    asked: Vec<usize>,
    /// The thread that numbered each of this execution's objects, and which threads had ended then; `None` before the first step, where the order is always the same.
    numbered: Vec<Option<(usize, Vec<bool>)>>,
    /// The number in the graph of each of this execution's objects.
    canonical: Vec<ObjectId>,
    values: HashMap<ObjectId, String>,
}

/// The kind of an object, where it was made, and the thread that it belongs to.
pub type Origin = (&'static str, Option<place::Place>, Option<usize>);

impl Recorder {
    /// Begins an execution that shares its first `known` points with the previous one.
    pub fn begin(&mut self, known: usize) {
        self.close(known);
        self.known = known;
        self.asked.clear();
        self.canonical.clear();
        self.numbered.clear();
        self.values.clear();
    }

    /// Returns the place of a thread with this past, which only a backtrace shows.
    pub fn place(&mut self, thread: usize, past: Option<u64>) -> Option<place::Place> {
        self.asked.resize(self.asked.len().max(thread + 1), 0);
        self.asked[thread] += 1;
        let Some(past) = past else { return place::by_backtrace() };
        let mut hasher = DefaultHasher::new();
        (thread, self.asked[thread], past).hash(&mut hasher);
        *self.places.entry(hasher.finish()).or_insert_with(place::by_backtrace)
    }

    /// Sets the value of an object from now on.
    pub fn shows(&mut self, object: ObjectId, value: String) {
        self.values.insert(object, value);
    }

    /// Whether the execution is at a point that it shares with the previous one.
    pub fn knows(&self, steps: usize) -> bool {
        steps < self.known
    }

    /// Notes who numbers the next object: after the first step, the thread and which threads have ended.
    pub fn numbers(&mut self, by: Option<(usize, Vec<bool>)>) {
        self.numbered.push(by);
    }

    /// Records a new point of the execution, with its threads and the output so far.
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

    /// Records the step that the execution took from a point, once it's complete.
    pub fn left(&mut self, point: usize, way: u32, line: &Line) {
        // Known points aren't looked at again: only the step from the last of them is new.
        if point + 1 < self.known {
            return;
        }
        let object = line.object.and_then(|object| self.canonical.get(object as usize).copied());
        let place = line.place.map_or(0, |(line, _)| line);
        let step = Step { thread: line.thread, way, verb: line.verb, object, line: place, detail: line.detail.clone() };
        self.path[point].taken = self.steps.of(step);
    }

    /// Records that the execution has ended at its last point.
    pub fn end(&mut self, end: End, note: String, printed: String) {
        let outcome = self.outcomes.of((end, note, printed));
        if let Some(last) = self.path.last_mut() {
            last.outcome = Some(outcome);
        }
    }

    /// Turns the points after the first `keep` into states; the search never returns to them.
    fn close(&mut self, keep: usize) {
        while self.path.len() > keep {
            let Some(mut point) = self.path.pop() else { return };
            let next = match point.outcome {
                Some(outcome) => Next::Outcome(outcome),
                None => {
                    // The search tries the thread that has just run first, and that isn't part of a state.
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

    /// Gives objects the same numbers in every execution.
    pub fn number_things(&mut self, origins: &[Origin]) {
        for (id, (kind, at, thread)) in origins.iter().enumerate().skip(self.canonical.len()) {
            let is_alike = |other: &&Origin| *other == &(*kind, *at, *thread);
            let nth = origins[..id].iter().filter(is_alike).count();
            // Two objects have a fixed order if one thread numbers both, or if the first's thread had ended or the second's hadn't started.
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

    /// Returns the graph as JSON, or a sentence that says why there is none.
    fn json(mut self) -> Result<Value, &'static str> {
        self.close(0);
        if self.states.all.len() > MOST_STATES {
            return Err("has too many states to choose from; make it do less");
        }
        if self.is_ambiguous {
            return Err(
                "makes several shared objects at one line in concurrent threads, and its graph of states can't tell them apart; make them before starting the threads",
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
        // The initial state is the last one that was added.
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

/// Returns a program's state graph as JSON, or why it has none, in a sentence without its subject. With [`Freedoms::WEAK`], a step also chooses the store it reads.
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
            return Ok(if all { recorder.json() } else { Err("has too many schedules to choose from; make it do less") });
        }
        fineness = wanted;
    }
}
