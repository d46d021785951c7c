//! Measures false sharing: two threads, each with its own counter, with the counters at several distances in memory.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use criterion::{Criterion, SamplingMode, criterion_group};
use guarded_benches::{short, together};

/// Counters eight bytes apart, starting at the beginning of a cache line, however long it is.
#[repr(align(256))]
struct Line([AtomicU64; 32]);

fn counters(c: &mut Criterion) {
    let mut group = c.benchmark_group("counters");
    group.sampling_mode(SamplingMode::Flat);
    let line = Line([const { AtomicU64::new(0) }; 32]);
    let add = |place: usize, share: u64| {
        for _ in 0..share {
            line.0[place].fetch_add(1, Relaxed);
        }
    };

    group.bench_function("one-thread", |b| b.iter_custom(|turns| together(1, turns, |_, share| add(0, share))));
    // `step` is the distance between the two threads' counters, in counters.
    for (name, step) in [("same", 0), ("neighbors", 1), ("64-bytes", 8), ("128-bytes", 16)] {
        group.bench_function(name, |b| {
            b.iter_custom(|turns| together(2, turns, |number, share| add(number * step, share)));
        });
    }
    group.finish();
}

criterion_group! { name = questions; config = short(); targets = counters }
