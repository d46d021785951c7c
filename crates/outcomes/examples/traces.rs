//! A benchmark of the search: ten programs with locks, atomics and channels, how many executions each takes and how long.
//!
//! ```console
//! $ cargo run --release -p outcomes --example traces
//! $ cargo run --release -p outcomes --example traces philosophers 9 1
//! ```
//!
//! Equivalent executions that the reduction did not prevent are listed as redundant: a search with none of them is optimal, its executions are the program's traces.

use std::time::Instant;

use outcomes::Plan;
use outcomes::sync::atomic::{AtomicUsize, Ordering};
use outcomes::sync::{Mutex, RwLock, mpsc};
use outcomes::thread;

/// Runs so many threads side by side.
fn each(threads: usize, run: impl Fn(usize) + Sync) {
    thread::scope(|s| {
        let run = &run;
        (0..threads).for_each(|thread| drop(s.spawn(move || run(thread))));
    });
}

/// Threads that add to one counter behind a mutex.
fn counter(threads: usize, rounds: usize) {
    let count = Mutex::new(0);
    each(threads, |_| (0..rounds).for_each(|_| *count.lock().unwrap() += 1));
}

/// Threads that each have a mutex of their own.
fn own(threads: usize, rounds: usize) {
    each(threads, |_| {
        let count = Mutex::new(0);
        (0..rounds).for_each(|_| *count.lock().unwrap() += 1);
    });
}

/// Threads that add to one atomic.
fn atomic(threads: usize, rounds: usize) {
    let count = AtomicUsize::new(0);
    each(threads, |_| (0..rounds).for_each(|_| _ = count.fetch_add(1, Ordering::SeqCst)));
}

/// Producers of messages, which `main` consumes.
fn queue(producers: usize, messages: usize) {
    let (tx, rx) = mpsc::channel();
    thread::scope(|s| {
        for producer in 0..producers {
            let tx = tx.clone();
            s.spawn(move || (0..messages).for_each(|message| tx.send((producer, message)).unwrap()));
        }
        drop(tx);
        (0..producers * messages).for_each(|_| _ = rx.recv().unwrap());
    });
}

/// Dining philosophers, the last of whom takes the other fork first.
fn philosophers(seats: usize, meals: usize) {
    let forks: Vec<_> = (0..seats).map(|_| Mutex::new(0)).collect();
    each(seats, |seat| {
        let (first, second) = if seat == seats - 1 { (0, seat) } else { (seat, seat + 1) };
        for _ in 0..meals {
            let (mut one, mut other) = (forks[first].lock().unwrap(), forks[second].lock().unwrap());
            *one += 1;
            *other += 1;
        }
    });
}

/// Readers, and a writer.
fn readers(readers: usize, rounds: usize) {
    let page = RwLock::new(0);
    each(readers + 1, |thread| match thread {
        0 => *page.write().unwrap() += 1,
        _ => (0..rounds).for_each(|_| drop(page.read().unwrap())),
    });
}

type Family = fn(usize, usize);

const FAMILIES: [(&str, Family); 6] =
    [("counter", counter), ("own", own), ("atomic", atomic), ("queue", queue), ("philosophers", philosophers), ("readers", readers)];

const TEN: [(&str, usize, usize); 12] = [
    ("counter", 4, 1),
    ("counter", 8, 1),
    ("counter", 3, 2),
    ("atomic", 4, 2),
    ("queue", 2, 3),
    ("queue", 3, 2),
    ("philosophers", 6, 1),
    ("philosophers", 8, 1),
    ("philosophers", 9, 1),
    ("own", 4, 4),
    ("own", 14, 1),
    ("readers", 8, 1),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    println!("{:<20} {:>9} {:>9} {:>9} {:>12}  schedules", "program", "runs", "redundant", "seconds", "runs/second");
    match &arguments[..] {
        [name, threads, rounds] => measure(name, threads.parse().expect("a number"), rounds.parse().expect("a number")),
        _ => TEN.iter().for_each(|(name, threads, rounds)| measure(name, *threads, *rounds)),
    }
}

fn measure(name: &str, threads: usize, rounds: usize) {
    let (_, family) = FAMILIES.into_iter().find(|(known, _)| *known == name).expect("one of the families");
    let begun = Instant::now();
    let plan = Plan { most_runs: 10_000_000, most_steps: 1_000_000_000, sample: 1, with_freedoms: false, ..Plan::default() };
    let report = plan.explore(move || family(threads, rounds)).expect("explored");
    let seconds = begun.elapsed().as_secs_f64();
    let schedules = report.schedules();
    println!(
        "{:<20} {:>9} {:>9} {seconds:>9.3} {:>12.0}  {}{schedules}",
        format!("{name} {threads} {rounds}"),
        report.runs,
        report.redundant,
        report.runs as f64 / seconds,
        if report.counted { "" } else { "at least " },
    );
}
