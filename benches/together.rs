//! Measures one addition when 1, 2, 4 and 8 threads add to the same number as fast as they can, and when each thread first adds up locally.

use std::hint::black_box;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, RwLock};

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group};
use guarded_benches::{short, together};
use listings::spin_lock::guard::SpinLock;

fn additions(c: &mut Criterion) {
    let mut group = c.benchmark_group("together");
    group.sampling_mode(SamplingMode::Flat);
    // `add` makes one addition, in any of the threads.
    let mut each = |name: &str, add: &(dyn Fn() + Sync)| {
        for threads in [1, 2, 4, 8] {
            group.bench_function(BenchmarkId::new(name, threads), |b| {
                b.iter_custom(|turns| together(threads, turns, |_, share| (0..share).for_each(|_| add())));
            });
        }
    };
    let number = AtomicU64::new(0);
    each("relaxed", &|| {
        number.fetch_add(1, Relaxed);
    });
    let number = Mutex::new(0_u64);
    each("mutex", &|| *number.lock().unwrap() += 1);
    let number = RwLock::new(0_u64);
    each("rwlock-write", &|| *number.write().unwrap() += 1);
    let number = parking_lot::Mutex::new(0_u64);
    each("parking-lot-mutex", &|| *number.lock() += 1);
    let number = SpinLock::new(0_u64);
    each("spin-lock", &|| *number.lock() += 1);

    let sum = Mutex::new(0_u64);
    for threads in [1, 2] {
        group.bench_function(BenchmarkId::new("batch-100", threads), |b| {
            b.iter_custom(|turns| together(threads, turns, |_, share| add_in_batches(&sum, share)));
        });
    }
    group.finish();
}

/// Adds to a local number a hundred times, then adds that number to the shared sum, and so on.
fn add_in_batches(sum: &Mutex<u64>, turns: u64) {
    let mut left = turns;
    while left > 0 {
        let batch = left.min(100);
        let mut own = 0_u64;
        for _ in 0..batch {
            *black_box(&mut own) += 1;
        }
        *sum.lock().unwrap() += own;
        left -= batch;
    }
}

criterion_group! { name = questions; config = short(); targets = additions }
