//! An independent model of what random programs do: a machine whose states are explored breadth-first, one step per layer. Equal states are merged, and the numbers of
//! schedules that lead to them are added up. It shares nothing with the explorer but the definition of a step.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use crate::program::{Act, CHANNELS, Program};

/// What a thread does next. Some of these are steps, the others run by themselves; see [`Machine::ways`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instruction {
    /// An act that is one instruction.
    Do(Act),
    Lock(usize),
    Unlock(usize),
    /// Skips this many instructions if it fails.
    TryLock(usize, usize),
    Increment(usize),
    See(usize),
    SeeSum(usize, usize),
    SetFlag,
    Read,
    StopReading,
    TryRead(usize),
    Write,
    StopWriting,
    TryWrite(usize),
    IncrementPage,
    SeePage,
    Wait,
    AwaitNotification,
    WaitTimeout,
    WakeOrTimeOut,
    SkipIfFlag(usize),
    Back(usize),
    NotifyAll,
    Send(usize),
    AwaitTaken,
    Arrive,
    AwaitOthers,
    /// Skips this many instructions if another thread has initialized it.
    BeginOnce(usize),
    MakeOnce,
    EndOnce,
    SeeOnce,
    UnlockPanicking(usize),
    Panic,
    Finish,
    End,
    Join(usize),
    PrintAll,
    Return,
}

use Instruction::{self as I, Do};

/// The instructions of a thread.
fn compile(program: &Program, thread: usize) -> Vec<Instruction> {
    let mut code: Vec<Instruction> = program.threads[thread].iter().flat_map(|act| instructions(*act)).collect();
    code.extend(CHANNELS.map(|channel| Do(Act::DropSender(channel))));
    code.extend(CHANNELS.map(|channel| Do(Act::DropReceiver(channel))));
    code.push(Do(Act::DropOwner));
    if thread == 0 {
        code.extend((1..program.threads.len()).map(I::Join));
        code.extend([I::PrintAll, I::Return]);
    } else {
        code.extend([I::Finish, I::End]);
    }
    code
}

fn instructions(act: Act) -> Vec<Instruction> {
    match act {
        Act::Lock(which) => vec![I::Lock(which), I::Increment(which), I::Unlock(which)],
        Act::LockBoth(which) => {
            let other = 1 - which;
            vec![I::Lock(which), I::Lock(other), I::SeeSum(which, other), I::Unlock(other), I::Unlock(which)]
        }
        Act::LockAndPrint(which) => vec![I::Lock(which), Do(Act::Print), I::Unlock(which)],
        Act::TryLock(which) => vec![I::TryLock(which, 2), I::Increment(which), I::Unlock(which)],
        Act::PanicHolding(which) => vec![I::Lock(which), I::UnlockPanicking(which), I::Panic],
        Act::Read => vec![I::Read, I::SeePage, I::StopReading],
        Act::Write => vec![I::Write, I::IncrementPage, I::StopWriting],
        Act::TryRead => vec![I::TryRead(2), I::SeePage, I::StopReading],
        Act::TryWrite => vec![I::TryWrite(2), I::IncrementPage, I::StopWriting],
        Act::SetAndNotifyOne => vec![I::Lock(0), I::SetFlag, I::Unlock(0), Do(Act::NotifyOne)],
        Act::SetAndNotifyAll => vec![I::Lock(0), I::SetFlag, I::Unlock(0), I::NotifyAll],
        Act::WaitOnce => vec![I::Lock(0), I::Wait, I::AwaitNotification, I::Lock(0), I::See(0), I::Unlock(0)],
        Act::WaitForFlag => {
            vec![I::Lock(0), I::SkipIfFlag(4), I::Wait, I::AwaitNotification, I::Lock(0), I::Back(4), I::See(0), I::Unlock(0)]
        }
        Act::WaitTimeout => vec![I::Lock(0), I::WaitTimeout, I::WakeOrTimeOut, I::Lock(0), I::See(0), I::Unlock(0)],
        Act::Send(2) => vec![I::Send(2), I::AwaitTaken],
        Act::Send(channel) => vec![I::Send(channel)],
        Act::Arrive => vec![I::Arrive, I::AwaitOthers],
        Act::Initialize => vec![I::BeginOnce(2), I::MakeOnce, I::EndOnce, I::SeeOnce],
        act => vec![Do(act)],
    }
}

/// One thread.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Thread {
    at: usize,
    seen: String,
    has_ended: bool,
    has_panicked: bool,
    is_finished: bool,
    token: bool,
    is_notified: bool,
    /// The message that waits to be taken, counted from 1; 0 if there is none.
    ticket: u32,
    /// The barrier's round that it has arrived in.
    round: u32,
    has_seen_once: bool,
    is_owner: bool,
    senders: [bool; 3],
    receivers: [bool; 3],
    /// Whether it has found that all senders are gone.
    is_over: [bool; 3],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Message {
    ticket: u32,
    content: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
enum Once {
    #[default]
    New,
    Running,
    Done(u32),
}

/// A state: everything that the rest of a run depends on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct State {
    threads: Vec<Thread>,
    atomics: [u32; 2],
    held: [bool; 2],
    poisoned: [bool; 2],
    values: [u32; 2],
    flag: bool,
    readers: u32,
    writer: bool,
    page: u32,
    waiting: Vec<usize>,
    queues: [Vec<Message>; 3],
    tickets: u32,
    senders: [u32; 3],
    has_receiver: [bool; 3],
    arrived: usize,
    round: u32,
    once: Once,
    owners: u32,
    printed: String,
}

/// What counts as a step only once a run asks about what it changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Fine {
    drops: bool,
    ends: bool,
    counts: bool,
}

/// What is printed and how the program ends, with how many schedules lead there.
pub type Outcomes = BTreeMap<(String, &'static str), u128>;

/// Returns all outcomes of a program, or `None` if it has more states than `most`.
pub fn explore(program: &Program, most: usize) -> Option<Outcomes> {
    let mut fine = Fine::default();
    loop {
        let code = (0..program.threads.len()).map(|thread| compile(program, thread)).collect();
        let mut machine = Machine { code, fine, wanted: fine };
        let outcomes = machine.explore(start(program), most)?;
        if machine.wanted == fine {
            return Some(outcomes);
        }
        fine = machine.wanted;
    }
}

fn start(program: &Program) -> State {
    let thread = |index: usize| Thread {
        is_owner: true,
        senders: CHANNELS.map(|channel| program.sends(index, channel)),
        receivers: CHANNELS.map(|channel| program.receivers[channel] == index),
        ..Thread::default()
    };
    let threads: Vec<Thread> = (0..program.threads.len()).map(thread).collect();
    let senders = CHANNELS.map(|channel| threads.iter().map(|thread| u32::from(thread.senders[channel])).sum());
    State { owners: threads.len() as u32, threads, senders, has_receiver: [true; 3], ..State::default() }
}

struct Machine {
    code: Vec<Vec<Instruction>>,
    fine: Fine,
    wanted: Fine,
}

impl Machine {
    fn explore(&mut self, mut first: State, most: usize) -> Option<Outcomes> {
        self.settle(&mut first);
        let mut layer = HashMap::from([(first, 1_u128)]);
        let mut outcomes = Outcomes::new();
        let mut states = 0;
        while !layer.is_empty() {
            let mut next: HashMap<State, u128> = HashMap::new();
            for (state, schedules) in layer {
                states += 1;
                if states > most {
                    return None;
                }
                let mut is_stuck = true;
                for thread in 0..state.threads.len() {
                    for way in self.ways(&state, thread) {
                        is_stuck = false;
                        if self.next(&state, thread) == I::Return {
                            let end = if state.threads[0].has_panicked { "Panic" } else { "Done" };
                            *outcomes.entry((state.printed.clone(), end)).or_default() += schedules;
                            continue;
                        }
                        let mut after = state.clone();
                        self.step(&mut after, thread, way);
                        self.settle(&mut after);
                        *next.entry(after).or_default() += schedules;
                    }
                }
                if is_stuck {
                    *outcomes.entry((state.printed, "Deadlock")).or_default() += schedules;
                }
            }
            layer = next;
        }
        Some(outcomes)
    }

    fn next(&self, state: &State, thread: usize) -> Instruction {
        self.code[thread][state.threads[thread].at]
    }

    /// Returns the ways that a thread's next instruction can go now, if it's a step.
    fn ways(&self, state: &State, thread: usize) -> Vec<usize> {
        let me = &state.threads[thread];
        if me.has_ended {
            return Vec::new();
        }
        let if_so = |possible: bool| if possible { vec![0] } else { Vec::new() };
        let others_stand_before = |wanted: &dyn Fn(Instruction) -> bool| {
            (0..state.threads.len()).any(|other| other != thread && !state.threads[other].has_ended && wanted(self.next(state, other)))
        };
        let is_empty = |channel: usize| state.queues[channel].is_empty();
        match self.next(state, thread) {
            Do(Act::Load(_)) | Do(Act::Store(..)) | Do(Act::Add(_)) | Do(Act::Exchange(..)) | Do(Act::Print) | I::PrintAll | I::Return => {
                vec![0]
            }
            I::Unlock(_) | I::UnlockPanicking(_) | I::TryLock(..) | I::StopReading | I::StopWriting | I::TryWrite(_) => vec![0],
            I::Wait
            | I::WaitTimeout
            | I::NotifyAll
            | Do(Act::TryReceive(_))
            | Do(Act::DropReceiver(_))
            | Do(Act::Unpark(_))
            | I::Arrive => vec![0],
            I::MakeOnce | I::EndOnce | Do(Act::GetOnce) | Do(Act::CountOwners) | Do(Act::IsFinished(_)) => vec![0],
            I::Lock(which) => if_so(!state.held[which]),
            I::Read => if_so(!state.writer),
            I::Write => if_so(!state.writer && state.readers == 0),
            I::TryRead(_) if state.writer => vec![1],
            I::TryRead(_) if others_stand_before(&|other| other == I::Write) => vec![0, 1],
            I::TryRead(_) => vec![0],
            Do(Act::NotifyOne) => (0..state.waiting.len().max(1)).collect(),
            I::Send(channel) => if_so(channel != 1 || is_empty(1) || !state.has_receiver[1]),
            Do(Act::TrySend(2)) => {
                let receives = |other: Instruction| matches!(other, Do(Act::Receive(2)) | Do(Act::ReceiveTimeout(2)));
                if is_empty(2) && others_stand_before(&receives) { vec![0, 1] } else { vec![1] }
            }
            Do(Act::TrySend(1)) if !is_empty(1) => vec![1],
            Do(Act::TrySend(_)) => vec![0],
            Do(Act::Receive(channel)) => if_so(!is_empty(channel) || state.senders[channel] == 0),
            Do(Act::ReceiveTimeout(channel)) => vec![usize::from(is_empty(channel) && state.senders[channel] > 0)],
            I::WakeOrTimeOut => vec![usize::from(!me.is_notified)],
            Do(Act::Park) => if_so(me.token),
            Do(Act::ParkTimeout) => vec![usize::from(!me.token)],
            I::BeginOnce(_) | Do(Act::SetOnce) => if_so(state.once != Once::Running),
            Do(Act::DropSender(_)) => if_so(self.fine.drops),
            Do(Act::DropOwner) => if_so(self.fine.counts),
            I::Finish => if_so(self.fine.ends),
            _ => Vec::new(),
        }
    }

    /// Runs the instructions of every thread that aren't steps, until none can run.
    fn settle(&self, state: &mut State) {
        while (0..state.threads.len()).any(|thread| self.settle_one(state, thread)) {}
    }

    fn settle_one(&self, state: &mut State, thread: usize) -> bool {
        let mut moved = false;
        while !state.threads[thread].has_ended && self.goes_on(state, thread) {
            moved = true;
        }
        moved
    }

    /// Runs a thread's next instruction if it isn't a step and can run now. Returns whether it did.
    fn goes_on(&self, state: &mut State, thread: usize) -> bool {
        let instruction = self.next(state, thread);
        let awaits = matches!(instruction, I::Join(other) if !state.threads[other].has_ended);
        let me = &mut state.threads[thread];
        match instruction {
            I::Increment(which) => {
                state.values[which] += 1;
                see(me, state.values[which]);
            }
            I::See(which) => see(me, state.values[which]),
            I::SeeSum(one, other) => see(me, state.values[one] + state.values[other]),
            I::SetFlag => state.flag = true,
            I::IncrementPage => {
                state.page += 1;
                see(me, state.page);
            }
            I::SeePage => see(me, state.page),
            I::SkipIfFlag(count) if state.flag => me.at += count,
            I::SkipIfFlag(_) => {}
            I::Back(count) => me.at -= count + 1,
            I::AwaitNotification if me.is_notified => me.is_notified = false,
            I::AwaitTaken => {
                let waits = state.queues[2].iter().position(|message| message.ticket == me.ticket);
                match waits {
                    _ if me.ticket == 0 => {}
                    Some(_) if state.has_receiver[2] => return false,
                    Some(at) => {
                        state.queues[2].remove(at);
                        see(me, 0);
                    }
                    None => see(me, 1),
                }
            }
            I::AwaitOthers if state.round != me.round => {}
            I::SeeOnce => {
                let Once::Done(value) = state.once else { unreachable!("initialized") };
                see(me, value);
            }
            Do(Act::DropSender(channel)) if !me.senders[channel] => {}
            Do(Act::DropSender(channel)) if !self.fine.drops => {
                me.senders[channel] = false;
                state.senders[channel] -= 1;
            }
            Do(Act::DropReceiver(channel)) if !me.receivers[channel] => {}
            Do(Act::DropReceiver(channel)) if me.is_over[channel] => {
                me.receivers[channel] = false;
                state.has_receiver[channel] = false;
            }
            Do(Act::DropOwner) if !me.is_owner => {}
            Do(Act::DropOwner) if !self.fine.counts => {
                me.is_owner = false;
                state.owners -= 1;
            }
            I::Send(channel) if !me.senders[channel] => {
                see(me, 7);
                me.ticket = 0;
            }
            Do(Act::TrySend(channel)) if !me.senders[channel] => see(me, 7),
            Do(Act::Receive(channel)) | Do(Act::TryReceive(channel)) | Do(Act::ReceiveTimeout(channel)) if !me.receivers[channel] => {
                see(me, 9)
            }
            Do(Act::IsFinished(other)) if other == 0 || thread != 0 => see(me, 9),
            Do(Act::CountOwners) if !me.is_owner => see(me, 9),
            Do(Act::GetOnce) | Do(Act::SetOnce) if me.has_seen_once => match (instruction, state.once) {
                (Do(Act::GetOnce), Once::Done(value)) => see(me, value),
                _ => see(me, 0),
            },
            I::BeginOnce(skips) if me.has_seen_once => me.at += skips,
            I::Finish if !self.fine.ends => me.is_finished = true,
            I::End => {
                me.has_ended = true;
                return true;
            }
            I::Join(_) if !awaits || me.has_panicked => {}
            I::PrintAll if me.has_panicked => {}
            I::Panic => {
                me.has_panicked = true;
                // Unwinding drops the ends of the channels and the ownership, as the end of the thread does.
                me.at = self.code[thread]
                    .iter()
                    .rposition(|one| *one == Do(Act::DropSender(0)))
                    .expect("every thread ends by dropping its senders")
                    - 1;
            }
            _ => return false,
        }
        state.threads[thread].at += 1;
        true
    }

    fn step(&mut self, state: &mut State, thread: usize, way: usize) {
        let number = thread as u32 + 1;
        let instruction = self.next(state, thread);
        let me = &mut state.threads[thread];
        match instruction {
            Do(Act::Load(which)) => see(me, state.atomics[which]),
            Do(Act::Store(which, value)) => state.atomics[which] = value,
            Do(Act::Add(which)) => {
                see(me, state.atomics[which]);
                state.atomics[which] += 1;
            }
            Do(Act::Exchange(which, old, new)) => {
                let succeeds = state.atomics[which] == old;
                if succeeds {
                    state.atomics[which] = new;
                }
                see(me, u32::from(succeeds));
            }
            I::TryLock(which, skips) if state.held[which] => {
                see(me, 'b');
                me.at += skips;
            }
            I::Lock(which) | I::TryLock(which, _) => {
                state.held[which] = true;
                if state.poisoned[which] {
                    see(me, 'p');
                }
            }
            I::Unlock(which) => state.held[which] = false,
            I::UnlockPanicking(which) => {
                state.held[which] = false;
                state.poisoned[which] = true;
            }
            I::TryRead(skips) if way == 1 => {
                see(me, 'b');
                me.at += skips;
            }
            I::Read | I::TryRead(_) => state.readers += 1,
            I::StopReading => state.readers -= 1,
            I::TryWrite(skips) if state.writer || state.readers > 0 => {
                see(me, 'b');
                me.at += skips;
            }
            I::Write | I::TryWrite(_) => state.writer = true,
            I::StopWriting => state.writer = false,
            I::Wait | I::WaitTimeout => {
                state.held[0] = false;
                state.waiting.push(thread);
                me.is_notified = false;
            }
            I::WakeOrTimeOut => {
                if way == 1 {
                    state.waiting.retain(|waiting| *waiting != thread);
                    see(me, 't');
                }
                me.is_notified = false;
            }
            Do(Act::NotifyOne) if state.waiting.is_empty() => {}
            Do(Act::NotifyOne) => {
                let woken = state.waiting.remove(way);
                state.threads[woken].is_notified = true;
            }
            I::NotifyAll => {
                for woken in std::mem::take(&mut state.waiting) {
                    state.threads[woken].is_notified = true;
                }
            }
            I::Send(channel) if !state.has_receiver[channel] => {
                see(me, 0);
                me.ticket = 0;
            }
            Do(Act::TrySend(channel)) if !state.has_receiver[channel] => see(me, 'd'),
            Do(Act::TrySend(_)) if way == 1 => see(me, 'f'),
            I::Send(channel) | Do(Act::TrySend(channel)) => {
                state.tickets += 1;
                me.ticket = state.tickets;
                state.queues[channel].push(Message { ticket: me.ticket, content: number });
                if instruction != I::Send(2) {
                    see(me, 1);
                }
            }
            Do(Act::ReceiveTimeout(_)) if way == 1 => {
                self.wanted.drops = true;
                see(me, 't');
            }
            Do(Act::Receive(channel)) | Do(Act::TryReceive(channel)) | Do(Act::ReceiveTimeout(channel)) => {
                self.wanted.drops |= !matches!(instruction, Do(Act::Receive(_)));
                if !state.queues[channel].is_empty() {
                    see(me, state.queues[channel].remove(0).content);
                } else if let Do(Act::Receive(_)) = instruction {
                    me.is_over[channel] = true;
                    see(me, 8);
                } else {
                    see(me, if state.senders[channel] == 0 { 'd' } else { 'e' });
                }
            }
            Do(Act::DropSender(channel)) => {
                me.senders[channel] = false;
                state.senders[channel] -= 1;
            }
            Do(Act::DropReceiver(channel)) => {
                me.receivers[channel] = false;
                state.has_receiver[channel] = false;
                // On the channel without room, a message that waits to be taken returns to its sender.
                if channel != 2 {
                    state.queues[channel].clear();
                }
            }
            Do(Act::ParkTimeout) if way == 1 => {}
            Do(Act::Park) | Do(Act::ParkTimeout) => me.token = false,
            Do(Act::Unpark(other)) => state.threads[other].token = true,
            I::Arrive => {
                me.round = state.round;
                let leads = state.arrived == 1;
                state.arrived = if leads { 0 } else { 1 };
                state.round += u32::from(leads);
                see(me, if leads { 'L' } else { 'f' });
            }
            I::BeginOnce(skips) if matches!(state.once, Once::Done(_)) => {
                me.has_seen_once = true;
                me.at += skips;
            }
            I::BeginOnce(_) => state.once = Once::Running,
            // The thread that makes the value keeps it until `EndOnce`.
            I::MakeOnce => me.ticket = state.atomics[0] + number,
            I::EndOnce => {
                state.once = Once::Done(me.ticket);
                me.has_seen_once = true;
            }
            Do(Act::SetOnce) => {
                let succeeds = state.once == Once::New;
                if succeeds {
                    state.once = Once::Done(number);
                }
                me.has_seen_once = true;
                see(me, u32::from(succeeds));
            }
            Do(Act::GetOnce) => match state.once {
                Once::Done(value) => {
                    me.has_seen_once = true;
                    see(me, value);
                }
                _ => see(me, '-'),
            },
            Do(Act::CountOwners) => {
                self.wanted.counts = true;
                see(me, state.owners);
            }
            Do(Act::DropOwner) => {
                me.is_owner = false;
                state.owners -= 1;
            }
            Do(Act::IsFinished(other)) => {
                self.wanted.ends = true;
                let is_finished = state.threads[other].is_finished;
                see(&mut state.threads[thread], u32::from(is_finished));
            }
            I::Finish => me.is_finished = true,
            Do(Act::Print) => write!(state.printed, "{number}").expect("strings take everything"),
            I::PrintAll => {
                let seen: Vec<&str> =
                    state.threads.iter().map(|thread| if thread.has_panicked { "panic" } else { thread.seen.as_str() }).collect();
                let seen = seen.join(" ");
                write!(state.printed, " {seen}").expect("strings take everything");
            }
            _ => unreachable!("{instruction:?} isn't a step"),
        }
        state.threads[thread].at += 1;
    }
}

fn see(thread: &mut Thread, what: impl std::fmt::Display) {
    write!(thread.seen, "{what}").expect("strings take everything");
}
