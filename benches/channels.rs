//! Measures a message within a thread, between threads over each kind of channel, in batches, and as a round trip; and a thread spawned for one job.

use std::hint::black_box;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode, criterion_group};
use guarded_benches::short;

fn messages(c: &mut Criterion) {
    let mut group = c.benchmark_group("message");
    group.sampling_mode(SamplingMode::Flat);

    let (sender, receiver) = mpsc::channel::<u64>();
    group.bench_function("same-thread", |b| {
        b.iter(|| {
            sender.send(1).unwrap();
            receiver.recv().unwrap()
        });
    });
    group.bench_function("channel", |b| {
        b.iter_custom(|turns| {
            let (sender, receiver) = mpsc::channel();
            stream(receiver, move || (0..turns).for_each(|number| sender.send(number).unwrap()))
        });
    });
    for (name, bound) in [("bounded-100", 100), ("rendezvous", 0)] {
        group.bench_function(name, |b| {
            b.iter_custom(|turns| {
                let (sender, receiver) = mpsc::sync_channel(bound);
                stream(receiver, move || (0..turns).for_each(|number| sender.send(number).unwrap()))
            });
        });
    }
    group.bench_function("batch-100", |b| {
        b.iter_custom(|turns| {
            let (sender, receiver) = mpsc::channel();
            let numbers: Vec<u64> = (0..turns).collect();
            let send = move || numbers.chunks(100).for_each(|batch| sender.send(batch.to_vec()).unwrap());
            stream(receiver, send)
        });
    });
    group.bench_function("there-and-back", |b| b.iter_custom(replies));
    group.bench_function("spawn-and-join", |b| b.iter(|| thread::spawn(|| black_box(1_u64)).join().unwrap()));
    group.finish();
}

/// Returns how long it takes to send everything from this thread, hang up, and receive it all in another thread.
fn stream<T: Send>(receiver: Receiver<T>, send: impl FnOnce()) -> Duration {
    thread::scope(|s| {
        let consumer = s.spawn(move || receiver.into_iter().for_each(|message| drop(black_box(message))));
        let began = Instant::now();
        send();
        consumer.join().unwrap();
        began.elapsed()
    })
}

/// Returns how long it takes to ask another thread `turns` questions, waiting for each answer before the next question.
fn replies(turns: u64) -> Duration {
    let (ask, questions) = mpsc::channel::<u64>();
    let (reply, answers) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(move || questions.into_iter().for_each(|number| reply.send(number + 1).unwrap()));
        let began = Instant::now();
        for number in 0..turns {
            ask.send(number).unwrap();
            black_box(answers.recv().unwrap());
        }
        let took = began.elapsed();
        drop(ask);
        took
    })
}

criterion_group! { name = questions; config = short(); targets = messages }
