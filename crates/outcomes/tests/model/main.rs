//! The explorer against an independent model: of random programs, both find the same outcomes, and as many schedules for each.
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

/// How many programs are tried, unless the environment says so: two of each kind.
const PROGRAMS: u64 = 2 * program::KINDS as u64;

/// How much each thread does at most.
const LONGEST: usize = 3;

/// Programs with more states than this are not compared.
const MOST_STATES: usize = 60_000;

/// Programs with more executions than this are not explored without reduction.
const MOST_EXECUTIONS: usize = 3_000;

/// A program to explore.
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

/// What one has and the other has not, or in another number.
fn difference(one: &Outcomes, other: &Outcomes) -> Vec<String> {
    one.iter().filter(|(outcome, schedules)| other.get(outcome) != Some(schedules)).map(|found| format!("{found:?}")).collect()
}

/// Explored with and without reduction, each program has the outcomes of the model in the same numbers.
#[test]
fn random_programs() {
    let programs = common::programs(PROGRAMS);
    let (mut compared, mut wrong) = (0, Vec::new());
    for seed in 0..programs {
        let program = program::generate(seed, LONGEST);
        let Some(expected) = machine::explore(&program, MOST_STATES) else { continue };
        let doubled = doubled(&program);
        let plan = Plan { with_freedoms: false, sample: 0, most_outcomes: 10_000, ..Plan::default() };
        let whole = Plan { reduced: false, most_runs: MOST_EXECUTIONS, ..plan };
        for (plan, how) in [(plan, "reduced"), (whole, "whole")] {
            match explore(plan, &doubled) {
                Err(failure) => wrong.push(format!("program {seed}, {how}: {}\n  {program:?}", failure.what)),
                Ok(found) if !found.all => {}
                Ok(found) => {
                    compared += usize::from(how == "reduced");
                    let found = outcomes_of(&found);
                    if found != expected {
                        let (more, less) = (difference(&found, &expected), difference(&expected, &found));
                        wrong.push(format!("program {seed}, {how}: the explorer finds {more:?}, the model {less:?}\n  {program:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {compared} programs differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared as u64 > programs * 9 / 10, "only {compared} of {programs} programs were compared");
}

/// What std's freedoms add is the same with and without reduction, and steps as fine as can be change no outcome.
#[test]
fn freedoms_and_fine_steps() {
    // Each is explored several times.
    let programs = common::programs(PROGRAMS);
    let mut compared = 0;
    for seed in (0..programs).step_by(4) {
        let program = program::generate(seed, LONGEST - 1);
        let doubled = doubled(&program);
        let plan = Plan { sample: 0, most_outcomes: 10_000, most_spurious: 1, most_runs: 5 * MOST_EXECUTIONS, ..Plan::default() };
        let whole = Plan { reduced: false, most_runs: MOST_EXECUTIONS, ..plan };
        let fine = Plan { fineness: Fineness { drops: true, ends: true, counts: true, results: true, ..Fineness::default() }, ..plan };
        let outcomes = |plan| explore(plan, &doubled).ok().filter(|report| report.all && report.with_freedoms).as_ref().map(outcomes_of);
        let Some(reduced) = outcomes(plan) else { continue };
        if let Some(whole) = outcomes(whole) {
            compared += 1;
            assert_eq!(reduced, whole, "program {seed} {program:?}");
        }
        if let Some(fine) = outcomes(fine) {
            assert!(reduced.keys().eq(fine.keys()), "program {seed} with fine steps: {fine:?}, not {reduced:?}\n  {program:?}");
        }
    }
    assert!(compared > programs / 8, "only {compared} programs were compared");
}
