//! An independent model of what random programs do: a machine whose states are explored layer by layer, one step more in each, with equal states merged and the
//! numbers of schedules that lead to them added up. It shares nothing with the explorer but the definition of a step.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use crate::program::{Act, CHANNELS, Program};

/// What a thread does next. Some of these are steps, some go on by themselves; see [`Machine::ways`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instruction {
    Load(usize),
    Store(usize, u32),
    Add(usize),
    Exchange(usize, u32, u32),
    Lock(usize),
    Unlock(usize),
    /// Leaves so many instructions out if it fails.
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
    NotifyOne,
    NotifyAll,
    Send(usize),
    AwaitTaken,
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
    AwaitOthers,
    /// Leaves so many instructions out if another has initialized.
    BeginOnce(usize),
    MakeOnce,
    EndOnce,
    SeeOnce,
    GetOnce,
    SetOnce,
    CountOwners,
    DropOwner,
    IsFinished(usize),
    UnlockPanicking(usize),
    Panic,
    Print,
    Finish,
    End,
    Join(usize),
    PrintAll,
    Return,
}

use Instruction as I;

/// The instructions of a thread.
fn compile(program: &Program, thread: usize) -> Vec<Instruction> {
    let mut code: Vec<Instruction> = program.threads[thread].iter().flat_map(|act| instructions(*act)).collect();
    code.extend(CHANNELS.map(I::DropSender));
    code.extend(CHANNELS.map(I::DropReceiver));
    code.push(I::DropOwner);
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
        Act::Load(which) => vec![I::Load(which)],
        Act::Store(which, value) => vec![I::Store(which, value)],
        Act::Add(which) => vec![I::Add(which)],
        Act::Exchange(which, old, new) => vec![I::Exchange(which, old, new)],
        Act::Lock(which) => vec![I::Lock(which), I::Increment(which), I::Unlock(which)],
        Act::LockBoth(which) => {
            let other = 1 - which;
            vec![I::Lock(which), I::Lock(other), I::SeeSum(which, other), I::Unlock(other), I::Unlock(which)]
        }
        Act::LockAndPrint(which) => vec![I::Lock(which), I::Print, I::Unlock(which)],
        Act::TryLock(which) => vec![I::TryLock(which, 2), I::Increment(which), I::Unlock(which)],
        Act::PanicHolding(which) => vec![I::Lock(which), I::UnlockPanicking(which), I::Panic],
        Act::Read => vec![I::Read, I::SeePage, I::StopReading],
        Act::Write => vec![I::Write, I::IncrementPage, I::StopWriting],
        Act::TryRead => vec![I::TryRead(2), I::SeePage, I::StopReading],
        Act::TryWrite => vec![I::TryWrite(2), I::IncrementPage, I::StopWriting],
        Act::SetAndNotifyOne => vec![I::Lock(0), I::SetFlag, I::Unlock(0), I::NotifyOne],
        Act::SetAndNotifyAll => vec![I::Lock(0), I::SetFlag, I::Unlock(0), I::NotifyAll],
        Act::NotifyOne => vec![I::NotifyOne],
        Act::WaitOnce => vec![I::Lock(0), I::Wait, I::AwaitNotification, I::Lock(0), I::See(0), I::Unlock(0)],
        Act::WaitForFlag => {
            vec![I::Lock(0), I::SkipIfFlag(4), I::Wait, I::AwaitNotification, I::Lock(0), I::Back(4), I::See(0), I::Unlock(0)]
        }
        Act::WaitTimeout => vec![I::Lock(0), I::WaitTimeout, I::WakeOrTimeOut, I::Lock(0), I::See(0), I::Unlock(0)],
        Act::Send(2) => vec![I::Send(2), I::AwaitTaken],
        Act::Send(channel) => vec![I::Send(channel)],
        Act::TrySend(channel) => vec![I::TrySend(channel)],
        Act::Receive(channel) => vec![I::Receive(channel)],
        Act::TryReceive(channel) => vec![I::TryReceive(channel)],
        Act::ReceiveTimeout(channel) => vec![I::ReceiveTimeout(channel)],
        Act::DropSender(channel) => vec![I::DropSender(channel)],
        Act::DropReceiver(channel) => vec![I::DropReceiver(channel)],
        Act::Park => vec![I::Park],
        Act::ParkTimeout => vec![I::ParkTimeout],
        Act::Unpark(thread) => vec![I::Unpark(thread)],
        Act::Arrive => vec![I::Arrive, I::AwaitOthers],
        Act::Initialize => vec![I::BeginOnce(2), I::MakeOnce, I::EndOnce, I::SeeOnce],
        Act::GetOnce => vec![I::GetOnce],
        Act::SetOnce => vec![I::SetOnce],
        Act::CountOwners => vec![I::CountOwners],
        Act::DropOwner => vec![I::DropOwner],
        Act::IsFinished(thread) => vec![I::IsFinished(thread)],
        Act::Print => vec![I::Print],
    }
}

/// One thread.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// The round of the barrier in which it has arrived.
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Once {
    New,
    Running,
    Done(u32),
}

/// A state: all that the rest of a run depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

/// What counts as a step: these do as soon as some run asks for what they change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Fine {
    drops: bool,
    ends: bool,
    counts: bool,
}

/// What is printed and how the program ends, with how many schedules lead there.
pub type Outcomes = BTreeMap<(String, &'static str), u128>;

/// All outcomes of a program; nothing if it has more states than `most`.
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
    let count = program.threads.len();
    let thread = |index: usize| Thread {
        at: 0,
        seen: String::new(),
        has_ended: false,
        has_panicked: false,
        is_finished: false,
        token: false,
        is_notified: false,
        ticket: 0,
        round: 0,
        has_seen_once: false,
        is_owner: true,
        senders: CHANNELS.map(|channel| program.sends(index, channel)),
        receivers: CHANNELS.map(|channel| program.receivers[channel] == index),
        is_over: [false; 3],
    };
    let threads: Vec<Thread> = (0..count).map(thread).collect();
    let senders = CHANNELS.map(|channel| threads.iter().map(|thread| u32::from(thread.senders[channel])).sum());
    State {
        threads,
        atomics: [0; 2],
        held: [false; 2],
        poisoned: [false; 2],
        values: [0; 2],
        flag: false,
        readers: 0,
        writer: false,
        page: 0,
        waiting: Vec::new(),
        queues: Default::default(),
        tickets: 0,
        senders,
        has_receiver: [true; 3],
        arrived: 0,
        round: 0,
        once: Once::New,
        owners: count as u32,
        printed: String::new(),
    }
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

    /// The ways that a thread's next instruction can go now, if it is a step.
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
            I::Load(_) | I::Store(..) | I::Add(_) | I::Exchange(..) | I::Print | I::PrintAll | I::Return => vec![0],
            I::Unlock(_) | I::UnlockPanicking(_) | I::TryLock(..) | I::StopReading | I::StopWriting | I::TryWrite(_) => vec![0],
            I::Wait | I::WaitTimeout | I::NotifyAll | I::TryReceive(_) | I::DropReceiver(_) | I::Unpark(_) | I::Arrive => vec![0],
            I::MakeOnce | I::EndOnce | I::GetOnce | I::CountOwners | I::IsFinished(_) => vec![0],
            I::Lock(which) => if_so(!state.held[which]),
            I::Read => if_so(!state.writer),
            I::Write => if_so(!state.writer && state.readers == 0),
            I::TryRead(_) if state.writer => vec![1],
            I::TryRead(_) if others_stand_before(&|other| other == I::Write) => vec![0, 1],
            I::TryRead(_) => vec![0],
            I::NotifyOne => (0..state.waiting.len().max(1)).collect(),
            I::Send(channel) => if_so(channel != 1 || is_empty(1) || !state.has_receiver[1]),
            I::TrySend(2) => {
                let receives = |other: Instruction| matches!(other, I::Receive(2) | I::ReceiveTimeout(2));
                if is_empty(2) && others_stand_before(&receives) { vec![0, 1] } else { vec![1] }
            }
            I::TrySend(1) if !is_empty(1) => vec![1],
            I::TrySend(_) => vec![0],
            I::Receive(channel) => if_so(!is_empty(channel) || state.senders[channel] == 0),
            I::ReceiveTimeout(channel) => vec![usize::from(is_empty(channel) && state.senders[channel] > 0)],
            I::WakeOrTimeOut => vec![usize::from(!me.is_notified)],
            I::Park => if_so(me.token),
            I::ParkTimeout => vec![usize::from(!me.token)],
            I::BeginOnce(_) | I::SetOnce => if_so(state.once != Once::Running),
            I::DropSender(_) => if_so(self.fine.drops),
            I::DropOwner => if_so(self.fine.counts),
            I::Finish => if_so(self.fine.ends),
            _ => Vec::new(),
        }
    }

    /// Lets every thread do what is no step, as long as there is something.
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

    /// The next instruction of a thread, if it is no step and can be done now.
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
            I::DropSender(channel) if !me.senders[channel] => {}
            I::DropSender(channel) if !self.fine.drops => {
                me.senders[channel] = false;
                state.senders[channel] -= 1;
            }
            I::DropReceiver(channel) if !me.receivers[channel] => {}
            I::DropReceiver(channel) if me.is_over[channel] => {
                me.receivers[channel] = false;
                state.has_receiver[channel] = false;
            }
            I::DropOwner if !me.is_owner => {}
            I::DropOwner if !self.fine.counts => {
                me.is_owner = false;
                state.owners -= 1;
            }
            I::Send(channel) if !me.senders[channel] => {
                see(me, 7);
                me.ticket = 0;
            }
            I::TrySend(channel) if !me.senders[channel] => see(me, 7),
            I::Receive(channel) | I::TryReceive(channel) | I::ReceiveTimeout(channel) if !me.receivers[channel] => see(me, 9),
            I::IsFinished(other) if other == 0 || thread != 0 => see(me, 9),
            I::CountOwners if !me.is_owner => see(me, 9),
            I::GetOnce | I::SetOnce if me.has_seen_once => match (instruction, state.once) {
                (I::GetOnce, Once::Done(value)) => see(me, value),
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
                me.at = self.code[thread].iter().rposition(|one| *one == I::DropSender(0)).expect("every thread ends so") - 1;
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
            I::Load(which) => see(me, state.atomics[which]),
            I::Store(which, value) => state.atomics[which] = value,
            I::Add(which) => {
                see(me, state.atomics[which]);
                state.atomics[which] += 1;
            }
            I::Exchange(which, old, new) => {
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
            I::NotifyOne if state.waiting.is_empty() => {}
            I::NotifyOne => {
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
            I::TrySend(channel) if !state.has_receiver[channel] => see(me, 'd'),
            I::TrySend(_) if way == 1 => see(me, 'f'),
            I::Send(channel) | I::TrySend(channel) => {
                state.tickets += 1;
                me.ticket = state.tickets;
                state.queues[channel].push(Message { ticket: me.ticket, content: number });
                if instruction != I::Send(2) {
                    see(me, 1);
                }
            }
            I::ReceiveTimeout(_) if way == 1 => {
                self.wanted.drops = true;
                see(me, 't');
            }
            I::Receive(channel) | I::TryReceive(channel) | I::ReceiveTimeout(channel) => {
                self.wanted.drops |= !matches!(instruction, I::Receive(_));
                if !state.queues[channel].is_empty() {
                    see(me, state.queues[channel].remove(0).content);
                } else if let I::Receive(_) = instruction {
                    me.is_over[channel] = true;
                    see(me, 8);
                } else {
                    see(me, if state.senders[channel] == 0 { 'd' } else { 'e' });
                }
            }
            I::DropSender(channel) => {
                me.senders[channel] = false;
                state.senders[channel] -= 1;
            }
            I::DropReceiver(channel) => {
                me.receivers[channel] = false;
                state.has_receiver[channel] = false;
                // What waits to be taken goes back to its sender.
                if channel != 2 {
                    state.queues[channel].clear();
                }
            }
            I::ParkTimeout if way == 1 => {}
            I::Park | I::ParkTimeout => me.token = false,
            I::Unpark(other) => state.threads[other].token = true,
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
            // The value is kept with the thread that makes it until the end.
            I::MakeOnce => me.ticket = state.atomics[0] + number,
            I::EndOnce => {
                state.once = Once::Done(me.ticket);
                me.has_seen_once = true;
            }
            I::SetOnce => {
                let succeeds = state.once == Once::New;
                if succeeds {
                    state.once = Once::Done(number);
                }
                me.has_seen_once = true;
                see(me, u32::from(succeeds));
            }
            I::GetOnce => match state.once {
                Once::Done(value) => {
                    me.has_seen_once = true;
                    see(me, value);
                }
                _ => see(me, '-'),
            },
            I::CountOwners => {
                self.wanted.counts = true;
                see(me, state.owners);
            }
            I::DropOwner => {
                me.is_owner = false;
                state.owners -= 1;
            }
            I::IsFinished(other) => {
                self.wanted.ends = true;
                let is_finished = state.threads[other].is_finished;
                see(&mut state.threads[thread], u32::from(is_finished));
            }
            I::Finish => me.is_finished = true,
            I::Print => write!(state.printed, "{number}").expect("strings take everything"),
            I::PrintAll => {
                let seen: Vec<&str> =
                    state.threads.iter().map(|thread| if thread.has_panicked { "panic" } else { thread.seen.as_str() }).collect();
                let seen = seen.join(" ");
                write!(state.printed, " {seen}").expect("strings take everything");
            }
            _ => unreachable!("{instruction:?} is no step"),
        }
        state.threads[thread].at += 1;
    }
}

fn see(thread: &mut Thread, what: impl std::fmt::Display) {
    write!(thread.seen, "{what}").expect("strings take everything");
}
