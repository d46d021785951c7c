//! Benchmarks the search against loom and shuttle's depth-first search: for each of ten programs, the number of traces and of each tool's executions, in total and per second.
//!
//! ```console
//! $ cargo run --release -p outcomes --example traces
//! ```
//!
//! One execution per trace is optimal: executions of one trace differ only in the order of independent steps. `cargo xtask bench-search` writes docs/search.md.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use outcomes::Plan;
use shuttle::scheduler::DfsScheduler;

/// The number of executions after which a search is stopped.
const MOST: usize = 300_000;

/// The most threads that loom has room for, including `main`.
const MOST_ON_LOOM: usize = 5;

/// The programs, each with its numbers of threads and rounds.
const TEN: [(&str, usize, usize); 10] = [
    ("counter", 3, 1),
    ("counter", 3, 2),
    ("counter", 8, 1),
    ("atomic", 4, 2),
    ("queue", 2, 3),
    ("queue", 3, 2),
    ("philosophers", 4, 1),
    ("philosophers", 9, 1),
    ("own", 4, 2),
    ("readers", 4, 1),
];

/// Defines the programs with the types of one tool.
macro_rules! programs {
    ($module:ident, $tool:ident) => {
        mod $module {
            use std::sync::Arc;

            use ::$tool::sync::atomic::{AtomicUsize, Ordering};
            use ::$tool::sync::{Mutex, RwLock, mpsc};
            use ::$tool::thread;

            pub fn run(program: &str, threads: usize, rounds: usize) {
                match program {
                    "counter" => counter(threads, rounds),
                    "own" => own(threads, rounds),
                    "atomic" => atomic(threads, rounds),
                    "queue" => queue(threads, rounds),
                    "philosophers" => philosophers(threads, rounds),
                    "readers" => readers(threads, rounds),
                    _ => panic!("{program} isn't one of the programs"),
                }
            }

            /// Runs this many threads concurrently.
            fn each(threads: usize, run: impl Fn(usize) + Send + Sync + 'static) {
                let run = Arc::new(run);
                let start = |thread| {
                    thread::spawn({
                        let run = Arc::clone(&run);
                        move || run(thread)
                    })
                };
                let threads: Vec<_> = (0..threads).map(start).collect();
                threads.into_iter().for_each(|thread| thread.join().unwrap());
            }

            /// Threads that add to one counter behind a mutex.
            fn counter(threads: usize, rounds: usize) {
                let count = Mutex::new(0);
                each(threads, move |_| (0..rounds).for_each(|_| *count.lock().unwrap() += 1));
            }

            /// Threads that each lock their own mutex.
            fn own(threads: usize, rounds: usize) {
                each(threads, move |_| {
                    let count = Mutex::new(0);
                    (0..rounds).for_each(|_| *count.lock().unwrap() += 1);
                });
            }

            /// Threads that add to one atomic.
            fn atomic(threads: usize, rounds: usize) {
                let count = AtomicUsize::new(0);
                each(threads, move |_| (0..rounds).for_each(|_| _ = count.fetch_add(1, Ordering::SeqCst)));
            }

            /// Producers of messages, which `main` consumes.
            fn queue(producers: usize, messages: usize) {
                let (tx, rx) = mpsc::channel();
                let start = |producer| {
                    let tx = tx.clone();
                    thread::spawn(move || (0..messages).for_each(|message| tx.send((producer, message)).unwrap()))
                };
                let producers: Vec<_> = (0..producers).map(start).collect();
                (0..producers.len() * messages).for_each(|_| _ = rx.recv().unwrap());
                producers.into_iter().for_each(|producer| producer.join().unwrap());
            }

            /// Dining philosophers, the last of whom takes the other fork first.
            fn philosophers(seats: usize, meals: usize) {
                let forks: Vec<_> = (0..seats).map(|_| Mutex::new(0)).collect();
                each(seats, move |seat| {
                    let (first, second) = if seat == seats - 1 { (0, seat) } else { (seat, seat + 1) };
                    for _ in 0..meals {
                        let (mut one, mut other) = (forks[first].lock().unwrap(), forks[second].lock().unwrap());
                        *one += 1;
                        *other += 1;
                    }
                });
            }

            /// One writer and several readers.
            fn readers(threads: usize, rounds: usize) {
                let page = RwLock::new(0);
                each(threads, move |thread| match thread {
                    0 => *page.write().unwrap() += 1,
                    _ => (0..rounds).for_each(|_| drop(page.read().unwrap())),
                });
            }
        }
    };
}

programs!(on_outcomes, outcomes);
programs!(on_loom, loom);
programs!(on_shuttle, shuttle);

fn main() {
    println!("| program | traces | outcomes: executions | a second | loom: executions | a second | shuttle: executions | a second |");
    println!("|---|---|---|---|---|---|---|---|");
    for (program, threads, rounds) in TEN {
        let plan = Plan { most_runs: MOST, most_steps: usize::MAX, sample: 1, with_freedoms: false, ..Plan::default() };
        let begun = Instant::now();
        let report = plan.explore(move || on_outcomes::run(program, threads, rounds)).expect("explored");
        let seconds = begun.elapsed().as_secs_f64();
        assert!(
            report.all,
            "{program}, {threads} threads, {rounds} rounds: the search stopped at a limit ({:?}); use fewer threads or rounds",
            report.limit
        );
        let traces = report.runs - report.redundant;
        let searches = [
            said(traces, report.runs, seconds),
            if threads < MOST_ON_LOOM { by_loom(traces, program, threads, rounds) } else { "too many threads | ".to_owned() },
            by_shuttle(traces, program, threads, rounds),
        ];
        println!("| {program}, {threads} threads, {rounds} rounds | {traces} | {} |", searches.join(" | "));
    }
}

/// Formats the number of executions, how many per trace, and how many per second.
fn said(traces: usize, runs: usize, seconds: f64) -> String {
    let a_second = runs as f64 / seconds;
    // loom stops one execution earlier.
    if runs + 1 >= MOST {
        format!("over {MOST} | {a_second:.0}")
    } else {
        format!("{runs} ({:.2}) | {a_second:.0}", runs as f64 / traces as f64)
    }
}

fn by_loom(traces: usize, program: &'static str, threads: usize, rounds: usize) -> String {
    let mut builder = loom::model::Builder::new();
    builder.max_branches = 100_000;
    builder.max_permutations = Some(MOST);
    counted(traces, |runs| {
        builder.check(move || {
            runs.fetch_add(1, Ordering::Relaxed);
            on_loom::run(program, threads, rounds);
        });
    })
}

fn by_shuttle(traces: usize, program: &'static str, threads: usize, rounds: usize) -> String {
    let mut config = shuttle::Config::new();
    config.failure_persistence = shuttle::FailurePersistence::None;
    config.silence_warnings = true;
    counted(traces, |runs| {
        shuttle::Runner::new(DfsScheduler::new(Some(MOST), false), config).run(move || {
            runs.fetch_add(1, Ordering::Relaxed);
            on_shuttle::run(program, threads, rounds);
        });
    })
}

/// Runs a search, which counts its executions, and formats what it took.
fn counted(traces: usize, search: impl FnOnce(Arc<AtomicUsize>)) -> String {
    let runs = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    search(Arc::clone(&runs));
    said(traces, runs.load(Ordering::Relaxed), begun.elapsed().as_secs_f64())
}
