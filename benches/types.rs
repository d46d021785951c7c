//! Measures the hand-written types against those of std and the best crates, in one run: compare the ratios, not the numbers.

use std::hint::black_box;
use std::sync;

use criterion::{Criterion, SamplingMode, criterion_group};
use guarded_benches::{short, together};
use listings::build_a_channel::{blocking, ends};
use listings::build_a_mutex::three_states;
use listings::build_an_arc::{packed, strong, weak};
use listings::spin_lock::guard::SpinLock;
use listings::spin_lock::parking::ParkingLock;

/// The mutex from the package `build_a_mutex_futex`, built on the operating system's wait and wake.
#[rustfmt::skip] // Formatted as that package is.
#[path = "../projects/build_a_mutex_futex/src/lib.rs"]
mod futex;

/// Takes an uncontended lock, adds one, and releases it.
fn locks(c: &mut Criterion) {
    let mut group = c.benchmark_group("types-lock");
    let ours = SpinLock::new(0_u64);
    group.bench_function("spin-lock", |b| b.iter(|| *black_box(&ours).lock() += 1));
    let ours = ParkingLock::new(0_u64);
    group.bench_function("parking", |b| b.iter(|| *black_box(&ours).lock() += 1));
    let ours = three_states::Mutex::new(0_u64);
    group.bench_function("three-states", |b| b.iter(|| *black_box(&ours).lock() += 1));
    let ours = three_states::Mutex::new(0_u64);
    group.bench_function("spinning", |b| b.iter(|| *black_box(&ours).lock_spinning() += 1));
    let ours = futex::Mutex::new(0_u64);
    group.bench_function("futex", |b| b.iter(|| *black_box(&ours).lock() += 1));
    let theirs = spin::mutex::SpinMutex::<u64>::new(0);
    group.bench_function("spin", |b| b.iter(|| *black_box(&theirs).lock() += 1));
    let theirs = parking_lot::Mutex::new(0_u64);
    group.bench_function("parking-lot", |b| b.iter(|| *black_box(&theirs).lock() += 1));
    let std = sync::Mutex::new(0_u64);
    group.bench_function("std", |b| b.iter(|| *black_box(&std).lock().unwrap() += 1));
    group.finish();
}

/// The same, with two threads that do nothing else.
fn turns(c: &mut Criterion) {
    let mut group = c.benchmark_group("types-turns");
    group.sampling_mode(SamplingMode::Flat);
    let mut each = |name: &str, add: &(dyn Fn() + Sync)| {
        group.bench_function(name, |b| {
            b.iter_custom(|turns| together(2, turns, |_, share| (0..share).for_each(|_| add())));
        });
    };
    let ours = ParkingLock::new(0_u64);
    each("parking", &|| *ours.lock() += 1);
    let ours = three_states::Mutex::new(0_u64);
    each("three-states", &|| *ours.lock() += 1);
    let ours = three_states::Mutex::new(0_u64);
    each("spinning", &|| *ours.lock_spinning() += 1);
    let ours = futex::Mutex::new(0_u64);
    each("futex", &|| *ours.lock() += 1);
    let std = sync::Mutex::new(0_u64);
    each("std", &|| *std.lock().unwrap() += 1);
    group.finish();
}

/// Creates a channel for one message, uses it once, and drops it.
fn messages(c: &mut Criterion) {
    let mut group = c.benchmark_group("types-message");
    group.bench_function("ends", |b| {
        b.iter(|| {
            let (sender, receiver) = ends::channel();
            sender.send(black_box(1_u64));
            receiver.receive().ok()
        });
    });
    group.bench_function("blocking", |b| {
        b.iter(|| {
            let (sender, receiver) = blocking::channel();
            sender.send(black_box(1_u64));
            receiver.receive()
        });
    });
    group.bench_function("std", |b| {
        b.iter(|| {
            let (sender, receiver) = sync::mpsc::channel();
            sender.send(black_box(1_u64)).unwrap();
            receiver.recv()
        });
    });
    group.finish();
}

/// Clones a handle and drops the clone.
fn handles(c: &mut Criterion) {
    let mut group = c.benchmark_group("types-clone");
    let std = sync::Arc::new(1_u64);
    group.bench_function("std", |b| b.iter(|| drop(black_box(black_box(&std).clone()))));
    let ours = strong::Arc::new(1_u64);
    group.bench_function("strong", |b| b.iter(|| drop(black_box(black_box(&ours).clone()))));
    let ours = weak::Arc::new(1_u64);
    group.bench_function("weak", |b| b.iter(|| drop(black_box(black_box(&ours).clone()))));
    let ours = packed::Arc::new(1_u64);
    group.bench_function("packed", |b| b.iter(|| drop(black_box(black_box(&ours).clone()))));
    group.finish();
}

/// Creates a value with its counts, and drops it.
fn lives(c: &mut Criterion) {
    let mut group = c.benchmark_group("types-new");
    group.bench_function("std", |b| b.iter(|| drop(black_box(sync::Arc::new(black_box(1_u64))))));
    group.bench_function("strong", |b| b.iter(|| drop(black_box(strong::Arc::new(black_box(1_u64))))));
    group.bench_function("weak", |b| b.iter(|| drop(black_box(weak::Arc::new(black_box(1_u64))))));
    group.bench_function("packed", |b| b.iter(|| drop(black_box(packed::Arc::new(black_box(1_u64))))));
    group.finish();
}

/// Upgrades a weak handle, and drops the strong one.
fn upgrades(c: &mut Criterion) {
    let mut group = c.benchmark_group("types-upgrade");
    let std = sync::Arc::new(1_u64);
    let handle = sync::Arc::downgrade(&std);
    group.bench_function("std", |b| b.iter(|| drop(black_box(black_box(&handle).upgrade()))));
    let ours = weak::Arc::new(1_u64);
    let handle = weak::Arc::downgrade(&ours);
    group.bench_function("weak", |b| b.iter(|| drop(black_box(black_box(&handle).upgrade()))));
    let ours = packed::Arc::new(1_u64);
    let handle = packed::Arc::downgrade(&ours);
    group.bench_function("packed", |b| b.iter(|| drop(black_box(black_box(&handle).upgrade()))));
    group.finish();
}

criterion_group! { name = questions; config = short(); targets = locks, turns, messages, handles, lives, upgrades }
