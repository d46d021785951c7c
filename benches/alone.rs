//! Measures one uncontended addition (plain, in a `RefCell`, atomic, behind each lock), an atomic load, and an atomic store.

use std::cell::RefCell;
use std::hint::black_box;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Relaxed, Release, SeqCst};
use std::sync::{Mutex, RwLock};

use criterion::{Criterion, criterion_group};
use guarded_benches::short;

fn additions(c: &mut Criterion) {
    let mut group = c.benchmark_group("alone");

    let mut number = 0_u64;
    group.bench_function("plain", |b| b.iter(|| add(&mut number)));
    let number = RefCell::new(0_u64);
    group.bench_function("refcell", |b| b.iter(|| add(&mut black_box(&number).borrow_mut())));

    let number = AtomicU64::new(0);
    group.bench_function("load", |b| b.iter(|| black_box(&number).load(SeqCst)));
    group.bench_function("store-release", |b| b.iter(|| black_box(&number).store(1, Release)));
    group.bench_function("store-seqcst", |b| b.iter(|| black_box(&number).store(1, SeqCst)));
    group.bench_function("relaxed", |b| b.iter(|| black_box(&number).fetch_add(1, Relaxed)));
    group.bench_function("seqcst", |b| b.iter(|| black_box(&number).fetch_add(1, SeqCst)));

    let number = Mutex::new(0_u64);
    group.bench_function("mutex", |b| b.iter(|| add(&mut black_box(&number).lock().unwrap())));
    let number = RwLock::new(0_u64);
    group.bench_function("rwlock-read", |b| b.iter(|| *black_box(&number).read().unwrap()));
    group.bench_function("rwlock-write", |b| b.iter(|| add(&mut black_box(&number).write().unwrap())));

    let number = parking_lot::Mutex::new(0_u64);
    group.bench_function("parking-lot-mutex", |b| b.iter(|| add(&mut black_box(&number).lock())));
    let number = parking_lot::RwLock::new(0_u64);
    group.bench_function("parking-lot-rwlock-read", |b| b.iter(|| *black_box(&number).read()));
    group.bench_function("parking-lot-rwlock-write", |b| b.iter(|| add(&mut black_box(&number).write())));
    group.finish();
}

/// Adds one through `black_box`, so the compiler can neither remove a borrow nor merge two additions.
fn add(number: &mut u64) {
    *black_box(number) += 1;
}

criterion_group! { name = questions; config = short(); targets = additions }
