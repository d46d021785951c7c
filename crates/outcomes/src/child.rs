//! The program that explores itself: `main` of a rewritten program, and the lines in which it reports what it found.
//!
//! Without an argument it explores everything. `schedules` is a shorter search that leaves freedoms out, `states` and `weak-states` print the graph of states, and a schedule
//! as the argument is replayed. The last line of its output is JSON: the result, or why there is none. The lines before it report progress: the number of executions so far.

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

/// What `main` of an explored program does, whose own `main` is `program`.
pub fn main<T: Termination + 'static>(program: fn() -> T) -> ExitCode {
    let program: Program = Arc::new(move || {
        let status = status(program());
        world::with(|world| world.status = status);
    });
    explore_itself(&program)
}

/// The part of it that is compiled once and not with each program.
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
            Err(what) => Err(Failure { line: None, what: format!("cannot be replayed, {what}; explore it again") }),
        }),
    };
    if is_said { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the last line. Nothing else writes to standard output: the doubles of the printing macros do not.
fn say<T: Serialize>(found: &Result<T, Failure>) -> bool {
    serde_json::to_string(found).is_ok_and(|line| writeln!(std::io::stdout(), "{line}").is_ok())
}

/// A search that someone waits for: what takes longer is hardly sampled.
fn quick(plan: Plan) -> Plan {
    Plan { with_freedoms: false, most_runs: plan.most_runs / 10, most_steps: plan.most_steps / 10, sample: 1, ..plan }
}

/// Whether this process explores itself, and may end as it likes.
static IS_CHILD: AtomicBool = AtomicBool::new(false);

/// No program runs for longer without a step.
const SILENT: Duration = Duration::from_secs(6);

/// No program takes more memory, in MB.
const MOST_MEMORY: usize = 1_000;

/// Ends the process when a thread of the program runs on and on without a step, or takes more and more memory.
fn watch() {
    let mut last = (0, Instant::now());
    loop {
        std::thread::sleep(Duration::from_millis(250));
        if memory() > MOST_MEMORY {
            let line = world::turn_of_the_program().map_or(0, |(_, line)| line);
            give_up(line, &format!("a thread goes on from here and takes more than {MOST_MEMORY} MB of memory; let it keep less"));
        }
        match world::turn_of_the_program() {
            Some((turn, line)) if turn == last.0 && last.1.elapsed() > SILENT => {
                let what = format!(
                    "a thread goes on from here for {} s without a step that others could notice; let each loop end, or wait for another thread in it",
                    SILENT.as_secs()
                );
                give_up(line, &what);
            }
            Some((turn, _)) if turn == last.0 => {}
            turn => last = (turn.map_or(0, |(turn, _)| turn), Instant::now()),
        }
    }
}

/// How much memory this process has, in MB; 0 where the system does not say.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse::<usize>().ok());
    resident.unwrap_or_default() / 1_000
}

/// Reports why the program cannot be explored, and ends the process, if it is one that explores itself.
pub(crate) fn give_up(line: u32, what: &str) {
    if IS_CHILD.load(Ordering::Relaxed) {
        say::<()>(&Err(Failure { line: Some(line.max(1)), what: what.to_owned() }));
        std::process::exit(0);
    }
}

/// The exit status that the value of `main` makes.
///
/// `report` writes an `Err` to standard error, so one without a status of its own is not asked again.
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
