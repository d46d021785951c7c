//! The `main` of a rewritten program, which explores itself, and the format of its output.
//!
//! Without an argument, it explores everything. With `schedules`, it runs a shorter search without freedoms; with `states` or `weak-states`, it prints the graph of states;
//! with a schedule, it replays that. The last line of the output is JSON: the result, or why there is none. The lines before report progress: the executions so far.

use std::any::Any;
use std::cell::RefCell;
use std::io::Write;
use std::process::{ExitCode, Termination};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::explore::{self, Plan, Program};
use crate::freedom::Freedoms;
use crate::states;
use crate::world::{self, Failure};

/// Replaces `main` of an explored program, whose own `main` is `program`.
pub fn main<T: Termination + 'static>(program: fn() -> T) -> ExitCode {
    let program: Program = Arc::new(move || {
        let status = status(program());
        world::with(|world| world.status = status);
    });
    explore_itself(&program)
}

/// The non-generic part of `main`, compiled once instead of with each program.
fn explore_itself(program: &Program) -> ExitCode {
    IS_CHILD.store(true, Ordering::Relaxed);
    std::thread::spawn(watch);
    let plan = Plan { progress, ..Plan::default() };
    let is_said = match std::env::args().nth(1).as_deref() {
        Some("states") => say(&states::graph(program, Freedoms::NONE, progress)),
        Some("weak-states") => say(&states::graph(program, Freedoms::WEAK, progress)),
        Some("schedules") => say(&explore::explore(quick(plan), program)),
        None => say(&explore::explore(plan, program)),
        Some(schedule) => say(&match schedule.parse() {
            Ok(schedule) => explore::replay(&schedule, program),
            Err(what) => Err(Failure { line: None, what: format!("can't be replayed: {what}; explore it again") }),
        }),
    };
    if is_said { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the last line. Returns whether that succeeded. Only this and `progress` write to standard output: the doubles of the printing macros don't.
fn say<T: Serialize>(found: &Result<T, Failure>) -> bool {
    serde_json::to_string(found).is_ok_and(|line| writeln!(std::io::stdout(), "{line}").is_ok())
}

/// Returns the plan for a search that someone is waiting for: no freedoms, lower limits, and hardly any sample.
fn quick(plan: Plan) -> Plan {
    Plan { with_freedoms: false, most_runs: plan.most_runs / 10, most_steps: plan.most_steps / 10, sample: 1, ..plan }
}

/// Whether this process explores itself; only then may the engine exit it.
static IS_CHILD: AtomicBool = AtomicBool::new(false);

/// How long a program may run without a step.
const SILENT: Duration = Duration::from_secs(6);

/// How much memory a program may take, in MB.
const MOST_MEMORY: usize = 1_000;

/// Ends the process if the program runs for too long without a step or takes too much memory.
fn watch() {
    let mut last = (0, Instant::now());
    loop {
        std::thread::sleep(Duration::from_millis(250));
        if memory() > MOST_MEMORY {
            let line = world::turn_of_the_program().map_or(0, |(_, line)| line);
            give_up(line, &format!("a thread keeps running from here and takes more than {MOST_MEMORY} MB of memory; make it use less"));
        }
        match world::turn_of_the_program() {
            Some((turn, line)) if turn == last.0 && last.1.elapsed() > SILENT => {
                let what = format!(
                    "a thread keeps running from here for {} s without a step that others could notice; make each loop end, or wait for another thread in it",
                    SILENT.as_secs()
                );
                give_up(line, &what);
            }
            Some((turn, _)) if turn == last.0 => {}
            turn => last = (turn.map_or(0, |(turn, _)| turn), Instant::now()),
        }
    }
}

/// Returns how much memory this process uses, in MB, or 0 if the system doesn't say.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse::<usize>().ok());
    resident.unwrap_or_default() / 1_000
}

/// In a process that explores itself, reports why the program can't be explored and ends the process.
pub(crate) fn give_up(line: u32, what: &str) {
    if IS_CHILD.load(Ordering::Relaxed) {
        say::<()>(&Err(Failure { line: Some(line.max(1)), what: what.to_owned() }));
        std::process::exit(0);
    }
}

/// Returns the exit status for the value that `main` returned.
///
/// `report` writes an `Err` to standard error, so for `Result<(), _>` it's called once, and the status is remembered.
fn status<T: Termination + 'static>(value: T) -> u8 {
    thread_local! {
        static FAILURES: RefCell<Vec<(Box<dyn Any>, u8)>> = const { RefCell::new(Vec::new()) };
    }
    let variant = std::mem::discriminant(&value);
    let known = |failures: &Vec<(Box<dyn Any>, u8)>| {
        failures.iter().find(|(known, _)| known.downcast_ref() == Some(&variant)).map(|(_, status)| *status)
    };
    if let Some(status) = FAILURES.with_borrow(known) {
        return status;
    }
    let code = value.report();
    let number: String = format!("{code:?}").chars().filter(char::is_ascii_digit).collect();
    let status = if code == ExitCode::SUCCESS { 0 } else { number.parse().unwrap_or(1) };
    if status != 0 && std::any::type_name::<T>().starts_with("core::result::Result<(), ") {
        FAILURES.with_borrow_mut(|failures| failures.push((Box::new(variant), status)));
    }
    status
}

fn progress(runs: usize) {
    // The reader may have closed its end; then no progress is shown.
    let _ = writeln!(std::io::stdout(), "progress {runs}");
}
