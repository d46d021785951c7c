//! The hand-written types beside those of std and of the best crate, uncontended, in one run: compare the ratios, not the numbers.

use std::hint::black_box;
use std::sync;

use criterion::{Criterion, criterion_group, criterion_main};
use listings::build_an_arc::{packed, strong, weak};
use listings::spin_lock::guard::SpinLock;

/// Taking a lock that nobody has, adding one, and giving it back.
fn locks(c: &mut Criterion) {
    let mut group = c.benchmark_group("lock");
    let ours = SpinLock::new(0_u64);
    group.bench_function("ours", |b| b.iter(|| *black_box(&ours).lock() += 1));
    let theirs = spin::mutex::SpinMutex::<u64>::new(0);
    group.bench_function("spin", |b| b.iter(|| *black_box(&theirs).lock() += 1));
    let std = sync::Mutex::new(0_u64);
    group.bench_function("std", |b| b.iter(|| *black_box(&std).lock().unwrap() += 1));
    group.finish();
}

/// Cloning a handle and dropping it again.
fn handles(c: &mut Criterion) {
    let mut group = c.benchmark_group("clone and drop");
    let std = sync::Arc::new(1_u64);
    group.bench_function("std", |b| b.iter(|| drop(black_box(&std).clone())));
    let ours = strong::Arc::new(1_u64);
    group.bench_function("strong", |b| b.iter(|| drop(black_box(&ours).clone())));
    let ours = weak::Arc::new(1_u64);
    group.bench_function("weak", |b| b.iter(|| drop(black_box(&ours).clone())));
    let ours = packed::Arc::new(1_u64);
    group.bench_function("packed", |b| b.iter(|| drop(black_box(&ours).clone())));
    group.finish();
}

/// Making a value with its counts and dropping it.
fn lives(c: &mut Criterion) {
    let mut group = c.benchmark_group("new and drop");
    group.bench_function("std", |b| b.iter(|| drop(black_box(sync::Arc::new(black_box(1_u64))))));
    group.bench_function("strong", |b| b.iter(|| drop(black_box(strong::Arc::new(black_box(1_u64))))));
    group.bench_function("weak", |b| b.iter(|| drop(black_box(weak::Arc::new(black_box(1_u64))))));
    group.bench_function("packed", |b| b.iter(|| drop(black_box(packed::Arc::new(black_box(1_u64))))));
    group.finish();
}

/// From a weak handle to a strong one and back.
fn upgrades(c: &mut Criterion) {
    let mut group = c.benchmark_group("upgrade and drop");
    let std = sync::Arc::new(1_u64);
    let handle = sync::Arc::downgrade(&std);
    group.bench_function("std", |b| b.iter(|| drop(black_box(&handle).upgrade())));
    let ours = weak::Arc::new(1_u64);
    let handle = weak::Arc::downgrade(&ours);
    group.bench_function("weak", |b| b.iter(|| drop(black_box(&handle).upgrade())));
    let ours = packed::Arc::new(1_u64);
    let handle = packed::Arc::downgrade(&ours);
    group.bench_function("packed", |b| b.iter(|| drop(black_box(&handle).upgrade())));
    group.finish();
}

criterion_group!(types, locks, handles, lives, upgrades);
criterion_main!(types);
