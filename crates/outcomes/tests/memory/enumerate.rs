//! Brute force: checks every candidate graph of a litmus program against the axioms. It knows nothing about schedules.
//!
//! Each load guesses a value; each guess that some store could have written is tried with every such store and every modification order.

use std::collections::{BTreeMap, BTreeSet};

use outcomes::memory::axioms::{Axiom, Order, Relations};
use outcomes::memory::graph::{Event, Graph, Kind, Mode};
use outcomes::memory::relation::Relation;

use crate::program::{Access, Act, Outcome, Place, Program, Value};

/// What a program can do.
#[derive(Debug, Default)]
pub struct Enumerated {
    /// The outcomes, each with the number of consistent graphs.
    pub outcomes: BTreeMap<Outcome, usize>,
    /// Whether a consistent graph has a data race.
    pub races: bool,
    /// Whether loops never end in some consistent graph, because the last values aren't the ones they wait for.
    pub deadlocks: bool,
}

/// One event of a candidate, with the value that it reads and the one that it writes.
#[derive(Debug, Clone, Copy)]
struct Guess {
    event: Event,
    read: Option<u32>,
    written: Option<u32>,
}

/// What one thread might do.
#[derive(Debug, Clone)]
struct Candidate {
    guesses: Vec<Guess>,
    registers: Vec<Option<u32>>,
    /// The place and value that its last loop waits for forever.
    awaits: Option<(Place, u32)>,
    /// The guess that each register got its value from.
    origins: Vec<Option<usize>>,
    /// The guesses that decide whether anything comes after them.
    controls: Vec<usize>,
    /// Pairs of guesses where the second depends on what the first reads: on the value, or on whether the second is reached at all.
    depends: Vec<(usize, usize)>,
}

/// When a load may read from a store that its own thread's later stores have helped cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThinAir {
    /// Never, as in RC11: program order and reads-from have no cycle.
    Never,
    /// If dependencies and reads-from have no cycle, as on ARM: load buffering. C++20 allows at least this.
    Independent,
}

/// Returns all outcomes of a program under RC11's rule against out-of-thin-air values.
pub fn enumerate(program: &Program, order: Order) -> Enumerated {
    enumerate_with(program, order, ThinAir::Never)
}

/// Returns all outcomes of a program.
pub fn enumerate_with(program: &Program, order: Order, thin_air: ThinAir) -> Enumerated {
    let mut found = Enumerated::default();
    let values = values(program);
    let candidates: Vec<Vec<Candidate>> = (0..program.0.len()).map(|thread| candidates(program, thread, &values)).collect();
    let mut chosen = Vec::new();
    choose(program, &candidates, &mut chosen, (order, thin_air), &mut found);
    found
}

/// Returns a superset of the values that the places may hold.
fn values(program: &Program) -> BTreeSet<u32> {
    let mut values = BTreeSet::from([0]);
    for act in program.0.iter().flatten() {
        match act {
            Act::Store(_, Value::Is(value), _) | Act::Write(_, value) => drop(values.insert(*value)),
            Act::Read(_, _, access) | Act::Await(_, _, access, _) => match access {
                Access::Swap(new, _) | Access::Exchange(_, new, ..) | Access::WeakExchange(_, new, ..) => drop(values.insert(*new)),
                _ => {}
            },
            _ => {}
        }
    }
    for act in program.0.iter().flatten() {
        if let Act::Read(_, _, Access::Add(more, _)) = act {
            values.extend(values.clone().into_iter().map(|value| value + more));
        }
    }
    values
}

fn candidates(program: &Program, thread: usize, values: &BTreeSet<u32>) -> Vec<Candidate> {
    let mut done = Vec::new();
    let registers = program.registers(thread);
    let empty = Candidate {
        guesses: Vec::new(),
        registers: vec![None; registers],
        awaits: None,
        origins: vec![None; registers],
        controls: Vec::new(),
        depends: Vec::new(),
    };
    go_on(&program.0[thread], thread, values, empty, &mut done);
    done
}

fn go_on(rest: &[Act], thread: usize, values: &BTreeSet<u32>, so_far: Candidate, done: &mut Vec<Candidate>) {
    let Some((act, rest)) = rest.split_first() else { return done.push(so_far) };
    let event = |kind, mode, location| Event { thread: Some(thread), kind, mode, location };
    let accessed = |place, mode, read, written: Option<u32>| {
        let kind = if written.is_some() { Kind::Update } else { Kind::Read };
        Guess { event: event(kind, mode, place), read: Some(read), written }
    };
    let with = |guess: Guess, register: Option<usize>| {
        let (mut longer, at) = (so_far.clone(), so_far.guesses.len());
        longer.guesses.push(guess);
        longer.depends.extend(so_far.controls.iter().map(|control| (*control, at)));
        if let Some(register) = register {
            longer.registers[register] = guess.read;
            longer.origins[register] = Some(at);
        }
        longer
    };
    match *act {
        Act::Read(register, place, access) => {
            for value in values {
                for (mode, written) in access.ways(*value) {
                    go_on(rest, thread, values, with(accessed(place, mode, *value, written), Some(register)), done);
                }
            }
        }
        Act::Store(place, value, order) => {
            let (value, origin) = match value {
                Value::Is(value) => (value, None),
                Value::Of(register) => (so_far.registers[register].unwrap_or(0), so_far.origins[register]),
            };
            let guess = Guess { event: event(Kind::Write, Mode::Atomic(order), place), read: None, written: Some(value) };
            let mut longer = with(guess, None);
            longer.depends.extend(origin.map(|origin| (origin, so_far.guesses.len())));
            go_on(rest, thread, values, longer, done);
        }
        Act::Write(place, value) => {
            let guess = Guess { event: event(Kind::Write, Mode::Plain, place), read: None, written: Some(value) };
            go_on(rest, thread, values, with(guess, None), done);
        }
        Act::Fence(order) => {
            let guess = Guess { event: event(Kind::Fence, Mode::Atomic(order), 0), read: None, written: None };
            go_on(rest, thread, values, with(guess, None), done);
        }
        // Rounds that fail leave nothing behind that anyone could see: the graph without them is consistent, too.
        Act::Await(place, value, access, _) => {
            let (mode, written) = access.ways(value)[0];
            let mut longer = with(accessed(place, mode, value, written), None);
            longer.controls.push(so_far.guesses.len());
            go_on(rest, thread, values, longer, done);
            done.push(Candidate { awaits: Some((place, value)), ..so_far });
        }
        Act::If(register, value) => {
            let rest = if so_far.registers[register] == Some(value) { rest } else { &rest[1..] };
            let mut decided = so_far;
            decided.controls.extend(decided.origins[register]);
            go_on(rest, thread, values, decided, done);
        }
    }
}

fn choose<'c>(
    program: &Program,
    candidates: &'c [Vec<Candidate>],
    chosen: &mut Vec<&'c Candidate>,
    rules: (Order, ThinAir),
    found: &mut Enumerated,
) {
    if let Some(next) = candidates.get(chosen.len()) {
        for candidate in next {
            chosen.push(candidate);
            choose(program, candidates, chosen, rules, found);
            chosen.pop();
        }
        return;
    }
    let places = program.places();
    let initial =
        |place| Event { thread: None, kind: Kind::Write, mode: Mode::Atomic(std::sync::atomic::Ordering::Relaxed), location: place };
    let mut guesses: Vec<Guess> = (0..places as Place).map(|place| Guess { event: initial(place), read: None, written: Some(0) }).collect();
    guesses.extend(chosen.iter().flat_map(|candidate| candidate.guesses.iter().copied()));
    let mut graph = Graph { events: guesses.iter().map(|guess| guess.event).collect(), ..Graph::default() };
    graph.reads_from = vec![None; guesses.len()];
    let orders: Vec<Vec<Vec<usize>>> = (0..places)
        .map(|place| {
            let writes = (places..guesses.len()).filter(|at| guesses[*at].event.writes() && guesses[*at].event.location == place as Place);
            let mut orders = Vec::new();
            permute(&mut writes.collect::<Vec<_>>(), 0, &mut |order| orders.push([&[place], order].concat()));
            orders
        })
        .collect();
    let mut depends = Relation::empty(guesses.len());
    let mut first = places;
    for candidate in chosen.iter() {
        candidate.depends.iter().for_each(|(earlier, later)| depends.add(first + earlier, first + later));
        first += candidate.guesses.len();
    }
    let (order, thin_air) = rules;
    let registers = chosen.iter().map(|candidate| candidate.registers.clone()).collect();
    let mut outcome = Outcome { registers, places: Vec::new() };
    read(&guesses, 0, &mut graph, &mut |graph| {
        order_writes(&orders, graph, &mut |graph| {
            let relations = Relations::new(graph);
            let is_allowed = match relations.check(order) {
                Ok(()) => true,
                // This axiom is checked last: all others hold.
                Err(Axiom::NoThinAir) => thin_air == ThinAir::Independent && relations.reads_from.or(&depends).is_acyclic(),
                Err(_) => false,
            };
            if is_allowed {
                found.races |= relations.data_race().is_some();
                outcome.places =
                    (0..places).map(|place| guesses[*graph.writes_to(place as Place).last().unwrap()].written.unwrap()).collect();
                let mut awaited = chosen.iter().filter_map(|candidate| candidate.awaits).peekable();
                if awaited.peek().is_some() {
                    found.deadlocks |= awaited.all(|(place, value)| outcome.places[place as usize] != value);
                    return;
                }
                *found.outcomes.entry(outcome.clone()).or_default() += 1;
            }
        });
    });
}

/// Tries every choice of a store for each load from `from` on.
fn read(guesses: &[Guess], from: usize, graph: &mut Graph, then: &mut dyn FnMut(&mut Graph)) {
    let Some(at) = (from..guesses.len()).find(|at| guesses[*at].event.reads()) else { return then(graph) };
    for write in 0..guesses.len() {
        let fits = write != at && guesses[write].event.writes() && guesses[write].event.is_where(&guesses[at].event);
        if fits && guesses[write].written == guesses[at].read {
            graph.reads_from[at] = Some(write);
            read(guesses, at + 1, graph, then);
        }
    }
}

/// Tries every modification order.
fn order_writes(orders: &[Vec<Vec<usize>>], graph: &mut Graph, then: &mut dyn FnMut(&mut Graph)) {
    let place = graph.modification_order.len();
    let Some(choices) = orders.get(place) else { return then(graph) };
    for order in choices {
        graph.modification_order.push((place as Place, order.clone()));
        order_writes(orders, graph, then);
        graph.modification_order.pop();
    }
}

fn permute(items: &mut Vec<usize>, from: usize, then: &mut dyn FnMut(&[usize])) {
    if from == items.len() {
        return then(items);
    }
    for at in from..items.len() {
        items.swap(from, at);
        permute(items, from + 1, then);
        items.swap(from, at);
    }
}
