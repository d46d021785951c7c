//! Helpers for the benchmarks in `main.rs`.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use criterion::Criterion;

/// Returns a `Criterion` that measures so briefly that all questions together take about two minutes.
pub fn short() -> Criterion {
    let (warm_up, measurement) = (Duration::from_millis(250), Duration::from_millis(800));
    Criterion::default().warm_up_time(warm_up).measurement_time(measurement).sample_size(15).nresamples(2000)
}

/// Splits about `turns` turns among `threads` threads, and returns the time from the first thread's start to the last one's end.
///
/// `work` gets its thread's number and how many turns to take.
pub fn together(threads: usize, turns: u64, work: impl Fn(usize, u64) + Sync) -> Duration {
    let (work, start) = (&work, &Barrier::new(threads));
    let share = turns.div_ceil(threads as u64);
    let spans: Vec<(Instant, Instant)> = thread::scope(|s| {
        let run = |number| {
            move || {
                start.wait();
                let began = Instant::now();
                work(number, share);
                (began, Instant::now())
            }
        };
        let workers: Vec<_> = (0..threads).map(|number| s.spawn(run(number))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let began = spans.iter().map(|(began, _)| *began).min();
    let done = spans.iter().map(|(_, done)| *done).max();
    done.zip(began).map(|(done, began)| done - began).unwrap_or_default()
}
