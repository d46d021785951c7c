//! Measures cloning and dropping a handle: with a plain count, with an atomic count, and with one count that several threads contend for.

use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group};
use guarded_benches::{short, together};

fn handles(c: &mut Criterion) {
    let mut group = c.benchmark_group("clone");
    let handle = Rc::new(1_u64);
    group.bench_function("rc", |b| b.iter(|| drop(black_box(black_box(&handle).clone()))));
    let handle = Arc::new(1_u64);
    group.bench_function("arc", |b| b.iter(|| drop(black_box(black_box(&handle).clone()))));

    group.sampling_mode(SamplingMode::Flat);
    for threads in [1, 2, 4] {
        group.bench_function(BenchmarkId::new("one-arc", threads), |b| {
            b.iter_custom(|turns| together(threads, turns, |_, share| clones(&handle, share)));
        });
    }
    let handles: Vec<Apart> = (0..2).map(|_| Apart(Arc::new([1; 32]))).collect();
    group.bench_function(BenchmarkId::new("own-arc", 2), |b| {
        b.iter_custom(|turns| together(2, turns, |number, share| clones(&handles[number].0, share)));
    });
    group.finish();
}

/// A handle to an allocation so large that the counts of two of them never share a cache line.
struct Apart(Arc<[u64; 32]>);

fn clones<T>(handle: &Arc<T>, turns: u64) {
    for _ in 0..turns {
        drop(black_box(black_box(handle).clone()));
    }
}

criterion_group! { name = questions; config = short(); targets = handles }
