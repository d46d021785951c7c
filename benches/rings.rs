//! Measures what a message costs in our own rings and in std's channels: within a thread, and between threads.

use std::hint::black_box;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode, criterion_group};
use guarded_benches::short;
use listings::lock_free::{cached, ring};

/// The capacity, in messages.
const ROOM: usize = 1024;

/// Sends a message and receives it in the same thread.
fn alone(c: &mut Criterion) {
    let mut group = c.benchmark_group("ring-alone");
    let (mut sender, mut receiver) = ring::channel(ROOM);
    group.bench_function("ring", |b| {
        b.iter(|| {
            sender.send(black_box(1_u64)).unwrap();
            receiver.receive()
        });
    });
    let (mut sender, mut receiver) = cached::channel(ROOM);
    group.bench_function("cached", |b| {
        b.iter(|| {
            sender.send(black_box(1_u64)).unwrap();
            receiver.receive()
        });
    });
    let (sender, receiver) = mpsc::sync_channel(ROOM);
    group.bench_function("bounded", |b| {
        b.iter(|| {
            sender.send(black_box(1_u64)).unwrap();
            receiver.recv()
        });
    });
    let (sender, receiver) = mpsc::channel();
    group.bench_function("channel", |b| {
        b.iter(|| {
            sender.send(black_box(1_u64)).unwrap();
            receiver.recv()
        });
    });
    group.finish();
}

/// Streams messages to another thread.
fn stream(c: &mut Criterion) {
    let mut group = c.benchmark_group("ring-stream");
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function("ring", |b| {
        b.iter_custom(|turns| {
            let (mut sender, mut receiver) = ring::channel(ROOM);
            transfer(turns, |number| sender.send(number).is_ok(), move || receiver.receive())
        });
    });
    group.bench_function("cached", |b| {
        b.iter_custom(|turns| {
            let (mut sender, mut receiver) = cached::channel(ROOM);
            transfer(turns, |number| sender.send(number).is_ok(), move || receiver.receive())
        });
    });
    group.bench_function("bounded", |b| {
        b.iter_custom(|turns| {
            let (sender, receiver) = mpsc::sync_channel(ROOM);
            transfer(turns, |number| sender.try_send(number).is_ok(), move || receiver.try_recv().ok())
        });
    });
    group.bench_function("channel", |b| {
        b.iter_custom(|turns| {
            let (sender, receiver) = mpsc::channel();
            transfer(turns, |number| sender.send(number).is_ok(), move || receiver.try_recv().ok())
        });
    });
    group.finish();
}

/// Returns how long it takes to send `turns` messages from this thread and receive them in another; a thread that finds no room or no message yields and retries.
fn transfer(turns: u64, mut send: impl FnMut(u64) -> bool, mut receive: impl FnMut() -> Option<u64> + Send) -> Duration {
    thread::scope(|s| {
        let consumer = s.spawn(move || {
            for _ in 0..turns {
                while black_box(receive()).is_none() {
                    thread::yield_now();
                }
            }
        });
        let began = Instant::now();
        for number in 0..turns {
            while !send(number) {
                thread::yield_now();
            }
        }
        consumer.join().unwrap();
        began.elapsed()
    })
}

criterion_group! { name = questions; config = short(); targets = alone, stream }
