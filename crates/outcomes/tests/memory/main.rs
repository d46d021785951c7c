//! Tests of the memory model: the axioms against the literature, and the explorer against the axioms.
//!
//! `GUARDED_PROGRAMS=100 cargo test -p outcomes --test memory` tries more random programs; `.ci/run` does.

#[path = "../common/mod.rs"]
mod common;
mod enumerate;
mod explorer;
mod program;
mod random;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use outcomes::memory::axioms::Order;

use crate::enumerate::{ThinAir, enumerate, enumerate_with};
use crate::program::{Access, Act, Value};
use crate::table::{Test, Verdict, table};

/// How many random programs each test tries, unless the environment asks for more.
const PROGRAMS: u64 = 12;

/// The axioms agree with every verdict of the literature, with RC11's order of `SeqCst` operations and with C++20's.
#[test]
fn the_axioms_agree_with_the_literature() {
    let table = table();
    assert!(table.len() >= 40);
    let mut wrong = Vec::new();
    for Test { name, program, registers, last, verdict, source } in &table {
        for order in [Order::Rc11, Order::Cpp20] {
            let found = enumerate(program, order);
            let is_there = found.outcomes.keys().any(|outcome| {
                registers.iter().all(|(thread, register, value)| outcome.registers[*thread][*register] == Some(*value))
                    && last.iter().all(|(place, value)| outcome.places[*place as usize] == *value)
            });
            let is_right = match verdict {
                Verdict::Allowed => is_there,
                Verdict::Forbidden => !is_there,
                Verdict::Race => found.races,
                Verdict::NoRace => !found.races,
            };
            if !is_right {
                wrong.push(format!("{name} by {order:?} is not {verdict:?} ({source})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// RC11's rule against out-of-thin-air values excludes load buffering, which C++20 and ARM allow, and nothing else. If each store depends on what its thread has read,
/// or is ordered after it, nothing is added.
#[test]
fn load_buffering() {
    let mut more = Vec::new();
    for Test { name, program, .. } in table() {
        let (never, independent) = (enumerate(&program, Order::Rc11), enumerate_with(&program, Order::Rc11, ThinAir::Independent));
        assert!(never.outcomes.keys().all(|outcome| independent.outcomes.contains_key(outcome)), "{name}");
        let added = independent.outcomes.keys().filter(|outcome| !never.outcomes.contains_key(outcome));
        more.extend(added.map(|outcome| format!("{name}: {outcome}")));
    }
    assert_eq!(more, ["LB: 1 1 / 11", "LB+data+po: 1 1 / 11"]);
}

/// RC11's order of `SeqCst` operations allows everything that C++20's does. It allows more only in rare programs where a `SeqCst` load reads a weaker store that replaced
/// a `SeqCst` one, or one that a `SeqCst` load has missed: coherence orders the two in C++20, but in RC11 only step by step.
#[test]
fn two_orders_of_seq_cst() {
    let mut differ = Vec::new();
    for seed in (0..common::programs(PROGRAMS)).chain([335, 1432]).collect::<BTreeSet<_>>() {
        let program = random::program(seed, 7);
        let (rc11, cpp20) = (enumerate(&program, Order::Rc11), enumerate(&program, Order::Cpp20));
        let only_cpp20: Vec<String> =
            cpp20.outcomes.keys().filter(|outcome| !rc11.outcomes.contains_key(outcome)).map(ToString::to_string).collect();
        assert_eq!(only_cpp20, Vec::<String>::new(), "program {seed}: {program:?}");
        differ.extend((rc11.outcomes.len() > cpp20.outcomes.len()).then_some(seed));
    }
    assert_eq!(differ, [335, 1432]);
}

/// The explorer finds what brute force finds, each outcome with the same number of executions.
#[test]
fn the_explorer_agrees_with_brute_force() {
    let litmus = table().into_iter().filter(|test| matches!(test.verdict, Verdict::Allowed | Verdict::Forbidden));
    for Test { name, program, .. } in litmus {
        compare(name, &program);
    }
    for seed in 0..common::programs(PROGRAMS) {
        compare(&format!("program {seed}"), &random::program(seed, 7));
    }
}

/// The explorer finds data races where the axioms do: in the programs about plain memory, and in all others with one place made plain.
#[test]
fn races_are_found() {
    let mut compared = BTreeMap::new();
    for Test { name, program, registers, verdict, .. } in table() {
        let is_about_races = matches!(verdict, Verdict::Race | Verdict::NoRace);
        let Some(program) = (if is_about_races { Some(program) } else { with_plain(&program, registers) }) else { continue };
        // The explorer has no place that is both plain and atomic.
        if name != "plain and atomic" {
            let races = enumerate(&program, Order::Cpp20).races;
            assert_eq!(explorer::races(&program), races, "{name}: {program:?}");
            *compared.entry(races).or_insert(0) += 1;
        }
    }
    assert!(compared[&true] > 10 && compared[&false] > 10, "{compared:?}");
}

/// Returns the program with plain memory in place of X, or `None` if X isn't only loaded and stored. A thread reads X only if its first register has the value of the outcome
/// in question, as a real program would.
fn with_plain(program: &program::Program, registers: &[(usize, usize, u32)]) -> Option<program::Program> {
    let plain = |thread: usize, act: &Act| match *act {
        Act::Store(table::X, Value::Is(value), _) => Some(vec![Act::Write(table::X, value)]),
        Act::Read(register, table::X, Access::Load(_)) => {
            let guard = registers.iter().find(|(of, first, _)| (*of, *first) == (thread, 0)).filter(|_| register > 0);
            let guard = guard.map(|(_, first, value)| Act::If(*first, *value));
            Some(guard.into_iter().chain([Act::Read(register, table::X, Access::Plain)]).collect())
        }
        Act::Store(table::X, ..) | Act::Read(_, table::X, _) => None,
        act => Some(vec![act]),
    };
    let thread = |(thread, acts): (usize, &Vec<Act>)| Some(acts.iter().map(|act| plain(thread, act)).collect::<Option<Vec<_>>>()?.concat());
    program.0.iter().enumerate().map(thread).collect::<Option<_>>().map(program::Program)
}

fn compare(name: &str, program: &program::Program) {
    let by_force: BTreeMap<String, usize> =
        enumerate(program, Order::Cpp20).outcomes.into_iter().map(|(outcome, graphs)| (outcome.to_string(), graphs)).collect();
    assert_eq!(explorer::explore(program), by_force, "{name}: {program:?}");
}

/// The explorer finds the outcomes that brute force finds, and marks those that need weaker orderings. A loop ends when it can, and its program deadlocks when it must,
/// whatever the loop tries and however it pauses.
#[test]
fn programs_are_explored_with_their_loops() {
    let named = |Test { name, program, .. }| (name.to_owned(), program);
    let litmus = table().into_iter().filter(|test| matches!(test.verdict, Verdict::Allowed | Verdict::Forbidden)).map(named);
    // Brute force takes minutes for some of the later ones.
    let with_loops = (0..common::programs(PROGRAMS).min(60)).map(|seed| (format!("program {seed}"), random::with_loops(seed)));
    let programs: Vec<_> = litmus.chain(with_loops).collect();
    let wrong: Vec<Option<String>> = common::of_each(&programs, |(name, program)| differs(name, program));
    let compared = wrong.iter().flatten().count();
    let wrong: Vec<String> = wrong.into_iter().flatten().filter(|wrong| !wrong.is_empty()).collect();
    assert!(wrong.is_empty(), "{} of {compared} programs differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > programs.len() / 2, "only {compared} of {} programs were compared", programs.len());
}

/// Returns how a program differs from brute force, empty if it doesn't; `None` if the explorer doesn't finish it.
fn differs(name: &str, program: &program::Program) -> Option<String> {
    let found = match explorer::explore_freely(program) {
        Ok(found) => found?,
        Err(why) => return Some(format!("{name}: {why}\n  {program:?}")),
    };
    let (weak, strong) = (names(program), names(&program.with_seq_cst()));
    let expected: BTreeMap<String, bool> = weak.iter().map(|outcome| (outcome.clone(), !strong.contains(outcome))).collect();
    if found == expected {
        return Some(String::new());
    }
    let less: Vec<_> = expected.iter().filter(|(outcome, _)| !found.contains_key(*outcome)).collect();
    let more: Vec<_> = found.iter().filter(|(outcome, _)| !expected.contains_key(*outcome)).collect();
    Some(format!("{name}: lacks {less:?}, has {more:?} too many, of {expected:?}\n  {program:?}"))
}

/// Returns the outcomes of a program by brute force, in words.
fn names(program: &program::Program) -> BTreeSet<String> {
    let found = enumerate(program, Order::Cpp20);
    let deadlock = found.deadlocks.then(|| "deadlock".to_owned());
    found.outcomes.keys().map(ToString::to_string).chain(deadlock).collect()
}
