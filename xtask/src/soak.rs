//! Runs the checks over and over while other work keeps every processor busy, and each program a thousand times: a check that fails even once is broken.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::measure;
use crate::project;

/// How many times all tests run, and how many times each program, unless the command says otherwise.
const SUITES: u32 = 200;
const RUNS: u32 = 1000;

/// How many tests run at the same time, in turn.
const THREADS: [&str; 3] = ["1", "2", "8"];

/// The limit for all tests: a machine under twice the load that it can handle needs less.
const LIMIT: Duration = Duration::from_secs(1200);

/// The limit for one run of every program.
const LIMIT_OF_A_RUN: Duration = Duration::from_secs(60);

/// Runs all tests and each program as often as asked; with `--busy`, the machine is busy already and gets no other work.
pub fn soak(how: &[&str]) -> Result<(), String> {
    let (busy, numbers) = match how {
        ["--busy", numbers @ ..] => (true, numbers),
        numbers => (false, numbers),
    };
    let number = |index: usize, otherwise: u32| match numbers.get(index) {
        None => Ok(otherwise),
        Some(number) => {
            number.parse().map_err(|_| format!("`{number}` is not a number of runs; say how many: cargo xtask soak {SUITES} {RUNS}"))
        }
    };
    let (suites, runs) = (number(0, SUITES)?, number(1, RUNS)?);
    let logs = book::project().target().join("soak");
    fs::create_dir_all(&logs).map_err(|error| format!("{}: {error}", logs.display()))?;
    project::run("cargo test --no-run", project::cargo().args(["test", "--quiet", "--no-run"]))?;
    // The other work ends with this process.
    let processors = thread::available_parallelism().map_or(1, usize::from);
    for _ in 0..if busy { 0 } else { processors } {
        thread::spawn(|| {
            loop {
                std::hint::black_box((0..10_000_u64).fold(1, |a: u64, b| a.wrapping_mul(31).wrapping_add(b)));
            }
        });
    }
    let failed = all_tests(suites, &logs)?;
    if !failed.is_empty() {
        return Err(format!("{} of {suites} runs of all tests failed; what they said:\n{}", failed.len(), failed.join("\n")));
    }
    each_program(runs, &logs)
}

/// Runs all tests `suites` times, and returns the logs of the runs that failed.
fn all_tests(suites: u32, logs: &Path) -> Result<Vec<String>, String> {
    let (mut failed, begun) = (Vec::new(), Instant::now());
    for (number, threads) in (1..=suites).zip(THREADS.iter().cycle()) {
        let log = logs.join(format!("run-{number}.log"));
        let mut test = project::cargo();
        test.args(["test", "--no-fail-fast"]).env("RUST_TEST_THREADS", threads);
        let run = measure::run(&mut test, &log, LIMIT)?;
        println!(
            "xtask: run {number} of {suites}, {threads} at a time: {} in {:.1} s, {} failed so far",
            if run.passed { "passed" } else { "FAILED" },
            run.cost.seconds,
            failed.len() + usize::from(!run.passed)
        );
        if run.passed { drop(fs::remove_file(&log)) } else { failed.push(book::project().shown(&log)) }
    }
    println!("xtask: {} of {suites} runs of all tests passed, in {:.0} s", suites as usize - failed.len(), begun.elapsed().as_secs_f64());
    Ok(failed)
}

/// Runs each program `runs` times; each run must do what its record allows.
fn each_program(runs: u32, logs: &Path) -> Result<(), String> {
    let log = logs.join("programs.log");
    let mut test = project::cargo();
    test.args(["test", "--test", "programs"]).env("GUARDED_RUNS", runs.to_string()).env("RUST_TEST_THREADS", THREADS[2]);
    let run = measure::run(&mut test, &log, LIMIT_OF_A_RUN * runs)?;
    let said = fs::read_to_string(&log).unwrap_or_default();
    let result = said.lines().find(|line| line.starts_with("test result: ")).unwrap_or("no result");
    println!("xtask: each program {runs} times: {result}");
    if run.passed {
        Ok(())
    } else {
        Err(format!("a run did what its record does not allow; what was said: {}", book::project().shown(&log)))
    }
}
