//! Tests the explorer against an independent model: for random programs, both find the same outcomes with the same numbers of schedules.
//!
//! `GUARDED_PROGRAMS=2000 cargo test -p outcomes --test model` tries more of them; `.ci/run` does.

#[path = "../common/mod.rs"]
mod common;
mod doubles;
mod machine;
mod program;

use std::sync::Arc;

use outcomes::Fineness;
use outcomes::explore::{Plan, Program, Report, explore};

use crate::machine::Outcomes;

/// How many programs are tried, unless the environment asks for more: two of each kind.
const PROGRAMS: u64 = 2 * program::KINDS as u64;

/// The most acts of a thread.
const LONGEST: usize = 3;

/// Programs with more states than this are not compared.
const MOST_STATES: usize = 60_000;

/// Programs with more executions than this are not explored without reduction.
const MOST_EXECUTIONS: usize = 3_000;

/// Returns a random program as one to explore, on the doubles.
fn doubled(program: &program::Program) -> Program {
    let program = program.clone();
    Arc::new(move || doubles::run(&program))
}

fn outcomes_of(report: &Report) -> Outcomes {
    let mut outcomes = Outcomes::new();
    for found in &report.found {
        let end = match found.end {
            outcomes::End::Done | outcomes::End::Exit(_) => "Done",
            outcomes::End::Panic => "Panic",
            outcomes::End::Deadlock => "Deadlock",
            outcomes::End::Undefined => "Undefined",
        };
        *outcomes.entry((found.printed.clone(), end)).or_default() += found.schedules;
    }
    outcomes
}

/// Returns what one has and the other doesn't, or has with a different number.
fn difference(one: &Outcomes, other: &Outcomes) -> Vec<String> {
    one.iter().filter(|(outcome, schedules)| other.get(outcome) != Some(schedules)).map(|found| format!("{found:?}")).collect()
}

/// Explored with and without reduction, each program has the outcomes of the model in the same numbers.
#[test]
fn random_programs() {
    let seeds: Vec<u64> = (0..common::programs(PROGRAMS)).collect();
    let wrong: Vec<Option<Vec<String>>> = common::of_each(&seeds, |seed| differs(*seed));
    let compared: Vec<_> = wrong.iter().flatten().collect();
    let wrong: Vec<String> = compared.iter().copied().flatten().cloned().collect();
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared.len() > seeds.len() * 9 / 10, "only {} of {} programs were compared", compared.len(), seeds.len());
}

/// Returns how a random program differs from the model, or `None` if it's too large to compare.
fn differs(seed: u64) -> Option<Vec<String>> {
    let program = program::generate(seed, LONGEST);
    let expected = machine::explore(&program, MOST_STATES)?;
    let doubled = doubled(&program);
    let plan = Plan { with_freedoms: false, sample: 0, most_outcomes: 10_000, ..Plan::default() };
    let whole = Plan { reduced: false, most_runs: MOST_EXECUTIONS, ..plan };
    let mut wrong = Vec::new();
    let mut is_compared = false;
    for (plan, how) in [(plan, "reduced"), (whole, "whole")] {
        match explore(plan, &doubled) {
            Err(failure) => wrong.push(format!("program {seed}, {how}: {}\n  {program:?}", failure.what)),
            Ok(found) if !found.all => {}
            Ok(found) => {
                is_compared |= how == "reduced";
                let found = outcomes_of(&found);
                if found != expected {
                    let (more, less) = (difference(&found, &expected), difference(&expected, &found));
                    wrong.push(format!("program {seed}, {how}: the explorer finds {more:?}, the model {less:?}\n  {program:?}"));
                }
            }
        }
    }
    (is_compared || !wrong.is_empty()).then_some(wrong)
}

/// std's freedoms add the same outcomes with and without reduction, and finer steps change no outcome.
#[test]
fn freedoms_and_fine_steps() {
    // Each is explored several times.
    let seeds: Vec<u64> = (0..common::programs(PROGRAMS)).step_by(4).collect();
    let compared = common::of_each(&seeds, |seed| freedoms_are_the_same(*seed)).into_iter().filter(|compared| *compared).count();
    assert!(compared > seeds.len() / 2, "only {compared} of {} programs were compared", seeds.len());
}

/// Checks that freedoms add the same outcomes. Returns whether the program is small enough to compare.
fn freedoms_are_the_same(seed: u64) -> bool {
    let program = program::generate(seed, LONGEST - 1);
    let doubled = doubled(&program);
    let plan = Plan { sample: 0, most_outcomes: 10_000, most_spurious: 1, most_runs: 5 * MOST_EXECUTIONS, ..Plan::default() };
    let whole = Plan { reduced: false, most_runs: MOST_EXECUTIONS, ..plan };
    let fine = Plan { fineness: Fineness { drops: true, ends: true, counts: true, results: true, ..Fineness::default() }, ..plan };
    let outcomes = |plan| explore(plan, &doubled).ok().filter(|report| report.all && report.with_freedoms).as_ref().map(outcomes_of);
    let Some(reduced) = outcomes(plan) else { return false };
    let whole = outcomes(whole);
    if let Some(whole) = &whole {
        assert_eq!(reduced, *whole, "program {seed} {program:?}");
    }
    if let Some(fine) = outcomes(fine) {
        assert!(reduced.keys().eq(fine.keys()), "program {seed} with fine steps: {fine:?}, not {reduced:?}\n  {program:?}");
    }
    whole.is_some()
}
