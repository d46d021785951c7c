//! The program that explores itself: `main` of a rewritten program, and the lines in which it reports what it found.
//!
//! Without arguments it explores, with `schedules` without what freedoms add; with a schedule it replays that. It writes one fact a line, words first, a text of the program last; what such a text has of
//! backslashes, line ends and tabs is written in two characters each.

use std::any::Any;
use std::cell::RefCell;
use std::io::Write;
use std::process::{ExitCode, Termination};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::explore::{self, Limit, Plan, Program, Replay, Report};
use crate::freedom::Freedoms;
use crate::object::Origin;
use crate::place;
use crate::states;
use crate::world::{self, End, Failure};

/// What `main` of an explored program does, whose own `main` is `program`.
pub fn main<T: Termination + 'static>(program: fn() -> T) -> ExitCode {
    let program: Program = Arc::new(move || {
        let status = status(program());
        world::with(|world| world.status = status);
    });
    IS_CHILD.store(true, Ordering::Relaxed);
    std::thread::spawn(watch);
    let plan = Plan { progress, ..Plan::default() };
    let lines = match std::env::args().nth(1).as_deref() {
        Some("states") => states_lines(&program, Freedoms::NONE),
        Some("weak-states") => states_lines(&program, Freedoms::WEAK),
        Some("schedules") => explore::explore(quick(plan), &program).map(|report| report_lines(&report)),
        None => explore::explore(plan, &program).map(|report| report_lines(&report)),
        Some(schedule) => match schedule.parse() {
            Ok(schedule) => explore::replay(&schedule, &program).map(|replay| replay_lines(&replay)),
            Err(what) => Err(Failure { line: None, what: format!("cannot be replayed, {what}; explore it again") }),
        },
    };
    let lines = lines.unwrap_or_else(|failure| vec![format!("failed {} {}", failure.line.unwrap_or(1), on_one_line(&failure.what))]);
    // Nothing else writes to standard output: the doubles of the printing macros do not.
    let written = writeln!(std::io::stdout(), "{}", lines.join("\n"));
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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
        let _ = writeln!(std::io::stdout(), "failed {} {}", line.max(1), on_one_line(what));
        std::process::exit(0);
    }
}

/// The exit status that the value of `main` makes.
///
/// `report` writes an `Err` to standard error, so a variant that has made a failure is not asked again, unless what is in it decides.
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
    if status != 0 && !std::any::type_name::<T>().contains("ExitCode") {
        FAILURES.with_borrow_mut(|failures| failures.push((Box::new(variant), status)));
    }
    status
}

fn progress(runs: usize) {
    // The reader may have closed its end; then no progress is shown.
    let _ = writeln!(std::io::stdout(), "progress {runs}");
}

fn report_lines(report: &Report) -> Vec<String> {
    let how = match report {
        Report { limit: Some(Limit::Outcomes), .. } => "stopped",
        Report { all: true, counted: false, .. } => "uncounted",
        Report { all: true, .. } => "all",
        _ => "sampled",
    };
    let mut lines = vec![format!("{how} {}", report.runs)];
    for found in &report.found {
        lines.push(format!("outcome {} {} {}", found.schedules, end(found.end), found.schedule));
        lines.push(format!("needs {}", found.needs.remark()));
        lines.push(format!("note {}", on_one_line(&found.note)));
        lines.push(format!("printed {}", on_one_line(&found.printed)));
    }
    if let Some(line) = report.lost_panic {
        lines.push(format!("lost {line}"));
    }
    if !report.with_freedoms {
        lines.push("freedoms sampled".to_owned());
    }
    lines
}

fn states_lines(program: &Program, freedoms: Freedoms) -> Result<Vec<String>, Failure> {
    let graph = states::graph(program, freedoms, progress)?;
    Ok(vec![graph.map_or_else(|why| format!("no graph {why}"), |json| format!("graph {json}"))])
}

fn replay_lines(replay: &Replay) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, origin) in replay.origins.iter().enumerate() {
        let (row, column) = place::of(origin.at).unwrap_or_default();
        lines.push(match origin {
            Origin { kind: "thread", by: Some(thread), .. } => format!("object {number} thread {thread} 0"),
            Origin { kind, .. } => format!("object {number} {kind} {row} {column}"),
        });
    }
    lines.extend(replay.names.iter().enumerate().map(|(number, name)| format!("thread {number} {}", on_one_line(name))));
    for line in &replay.lines {
        let (row, column) = line.place.unwrap_or_default();
        let object = line.object.map_or("-".to_owned(), |object| object.to_string());
        let held: Vec<String> = line.held.iter().map(ToString::to_string).collect();
        let fields = [
            line.kind.to_owned(),
            line.number.to_string(),
            line.thread.to_string(),
            line.name.clone(),
            row.to_string(),
            column.to_string(),
            line.verb.to_owned(),
            object,
        ];
        let fields: Vec<String> =
            fields.into_iter().chain([held.join(","), line.detail.clone()]).map(|field| on_one_line(&field)).collect();
        lines.push(format!("line {}", fields.join("\t")));
    }
    lines.push(format!("outcome 1 {} :", end(replay.end)));
    lines.push("needs ".to_owned());
    lines.push(format!("note {}", on_one_line(&replay.note)));
    lines.push(format!("printed {}", on_one_line(&replay.printed)));
    lines
}

fn end(end: End) -> String {
    match end {
        End::Done => "done".to_owned(),
        End::Exit(status) => format!("exit-{status}"),
        End::Panic => "panic".to_owned(),
        End::Deadlock => "deadlock".to_owned(),
        End::Undefined => "undefined".to_owned(),
    }
}

/// A text on one line: line ends, tabs and backslashes are written as two characters.
fn on_one_line(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r")
}
