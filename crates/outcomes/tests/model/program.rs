//! Random programs, as data: what each of two or three threads does.

use crate::common::Random;

/// What a thread does next. Numbers say which atomic, lock, channel or thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Load(usize),
    Store(usize, u32),
    Add(usize),
    Exchange(usize, u32, u32),
    Lock(usize),
    LockBoth(usize),
    LockAndPrint(usize),
    TryLock(usize),
    PanicHolding(usize),
    Read,
    Write,
    TryRead,
    TryWrite,
    /// Sets the flag under lock 0, and wakes one.
    SetAndNotifyOne,
    SetAndNotifyAll,
    NotifyOne,
    WaitOnce,
    WaitForFlag,
    WaitTimeout,
    Send(usize),
    TrySend(usize),
    Receive(usize),
    TryReceive(usize),
    ReceiveTimeout(usize),
    DropSender(usize),
    DropReceiver(usize),
    Park,
    ParkTimeout,
    Unpark(usize),
    Arrive,
    Initialize,
    GetOnce,
    SetOnce,
    CountOwners,
    DropOwner,
    IsFinished(usize),
    Print,
}

use Act::*;

/// A program: `main` is the first thread, starts the others, and joins them at its end.
#[derive(Debug, Clone)]
pub struct Program {
    pub threads: Vec<Vec<Act>>,
    /// The thread that has the receiver of each channel: one unbounded, one with capacity 1, and one with capacity 0.
    pub receivers: [usize; 3],
}

/// The channels.
pub const CHANNELS: [usize; 3] = [0, 1, 2];

impl Program {
    /// Whether a thread begins with a sender of this channel.
    pub fn sends(&self, thread: usize, channel: usize) -> bool {
        self.threads[thread].iter().any(|act| matches!(act, Send(to) | TrySend(to) | DropSender(to) if *to == channel))
    }
}

/// Generates the program for this seed, with at most `longest` acts per thread.
pub fn generate(seed: u64, longest: usize) -> Program {
    let mut random = Random::new(seed);
    // The first numbers of neighboring seeds are similar.
    for _ in 0..5 {
        random.below(2);
    }
    let count = 2 + random.below(2);
    let kind = seed as usize % KINDS;
    let threads = (0..count)
        .map(|_| {
            let length = 1 + random.below(longest);
            (0..length).map(|_| act(&mut random, kind, count)).collect()
        })
        .collect();
    Program { threads, receivers: CHANNELS.map(|_| random.below(count)) }
}

/// How many kinds of programs there are: one for each part of std, and one that mixes them.
pub const KINDS: usize = 15;

fn act(random: &mut Random, kind: usize, count: usize) -> Act {
    let (two, three, thread) = (random.below(2), random.below(3), random.below(count));
    let acts: &[Act] = match kind {
        0 => &[Load(two), Store(two, 1 + three as u32), Add(two), Exchange(two, 0, 5), Print],
        1 => &[Lock(two), LockBoth(two), TryLock(two), LockAndPrint(two), Load(0), Print, PanicHolding(two)],
        2 => &[Read, Write, TryWrite, Add(0), Print, Lock(0)],
        3 => &[SetAndNotifyOne, SetAndNotifyAll, NotifyOne, WaitOnce, WaitForFlag, Lock(0), Print],
        4 => &[Send(three), Send(three), Receive(three), Receive(three), Print, DropSender(three), DropReceiver(three), Add(0)],
        5 => &[Send(three), Send(three), Receive(three), TryReceive(three), Print, DropSender(three), DropReceiver(three)],
        6 => &[Park, Unpark(thread), Unpark(thread), Store(0, 1), Load(0), Print],
        7 => &[Arrive, Add(0), Load(0), Print, Lock(0)],
        8 => &[Initialize, GetOnce, SetOnce, Add(0), Print, Lock(0)],
        9 => &[CountOwners, DropOwner, Add(0), Print, Lock(1)],
        10 => &[IsFinished(thread), Add(0), Print, Send(0), Receive(0)],
        11 => &[WaitTimeout, NotifyOne, SetAndNotifyAll, ReceiveTimeout(three), Send(three), ParkTimeout, Unpark(thread), Print],
        12 => &[TryRead, Read, Write, TryWrite, Print],
        13 => &[TrySend(three), Receive(three), Send(three), Print, DropReceiver(three)],
        _ => {
            let kind = random.below(KINDS - 1);
            return act(random, kind, count);
        }
    };
    random.of(acts)
}
