//! What a message costs in a ring of our own, beside std's channels: within a thread, and from one thread to another.

use std::hint::black_box;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode, criterion_group};
use guarded_benches::short;
use listings::lock_free::{cached, ring};

/// How many messages there is room for.
const ROOM: usize = 1024;

/// Sending a message and receiving it in the same thread.
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

/// A stream of messages to another thread.
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

/// How long it takes to send so many messages from this thread and to receive them in another one; where there is no room or no message, a thread lets others run and tries again.
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
