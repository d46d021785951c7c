//! Measures whether reading at the same time pays off: for a short read of one number, and for a long read of two thousand.

use std::hint::black_box;
use std::sync::{Arc, Mutex, RwLock};

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group};
use guarded_benches::{short, together};

fn reads(c: &mut Criterion) {
    for (name, length) in [("short-read", 1), ("long-read", 2000)] {
        let mut group = c.benchmark_group(name);
        group.sampling_mode(SamplingMode::Flat);
        let mut each = |name: &str, read: &(dyn Fn() -> u64 + Sync)| {
            for threads in [1, 2] {
                group.bench_function(BenchmarkId::new(name, threads), |b| {
                    b.iter_custom(|turns| together(threads, turns, |_, share| (0..share).for_each(|_| look(read()))));
                });
            }
        };
        let prices = Mutex::new(vec![1_u64; length]);
        each("mutex", &|| sum(&prices.lock().unwrap()));
        let prices = RwLock::new(vec![1_u64; length]);
        each("rwlock", &|| sum(&prices.read().unwrap()));
        let prices = parking_lot::RwLock::new(vec![1_u64; length]);
        each("parking-lot-rwlock", &|| sum(&prices.read()));
        let prices = Mutex::new(Arc::new(vec![1_u64; length]));
        each("snapshot", &|| {
            let snapshot = Arc::clone(&prices.lock().unwrap());
            sum(&snapshot)
        });
        group.finish();
    }
}

/// Sums the prices, reading each one separately.
fn sum(prices: &[u64]) -> u64 {
    prices.iter().map(|price| *black_box(price)).sum()
}

/// Uses the sum, so the compiler can't optimize the read away.
fn look(sum: u64) {
    black_box(sum);
}

criterion_group! { name = questions; config = short(); targets = reads }
