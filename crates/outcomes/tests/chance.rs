//! The explorer counts right, whatever the program: programs made by chance are explored with and without leaving schedules out, and with fine steps.

use std::collections::BTreeMap;
use std::sync::Arc as StdArc;

use outcomes::explore::{Plan, Program, Report, explore};
use outcomes::sync::atomic::{AtomicU32, Ordering};
use outcomes::sync::{Arc, Condvar, Mutex, OnceLock, RwLock, mpsc};
use outcomes::{End, Fineness, print, thread};

/// How many programs are tried.
const PROGRAMS: u64 = 150;

/// More runs than this without leaving any out: the program is too large to compare.
const MOST_RUNS: usize = 1_500;

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// What a thread of such a program can do.
#[derive(Debug, Clone, Copy)]
enum Act {
    Load(usize),
    Store(usize),
    Add(usize),
    Lock(usize),
    Both(usize),
    TryLock(usize),
    Read,
    Write,
    Send,
    SendBounded,
    HandOver,
    Receive,
    ReceiveBounded,
    TakeOver,
    Ring,
    Wait,
    Init,
    Panic(usize),
    Print,
}

const ACTS: [Act; 26] = [
    Act::Load(0),
    Act::Load(1),
    Act::Store(0),
    Act::Store(1),
    Act::Add(0),
    Act::Add(1),
    Act::Lock(0),
    Act::Lock(1),
    Act::Both(0),
    Act::Both(1),
    Act::TryLock(0),
    Act::Read,
    Act::Write,
    Act::Send,
    Act::Send,
    Act::SendBounded,
    Act::HandOver,
    Act::Receive,
    Act::Receive,
    Act::ReceiveBounded,
    Act::TakeOver,
    Act::Ring,
    Act::Wait,
    Act::Init,
    Act::Panic(0),
    Act::Print,
];

/// What the threads share.
struct Shared {
    numbers: [AtomicU32; 2],
    locks: [Mutex<u32>; 2],
    page: RwLock<u32>,
    bell: Condvar,
    once: OnceLock<u32>,
}

/// What one thread has of the channels.
struct Ends {
    open: mpsc::Sender<u32>,
    bounded: mpsc::SyncSender<u32>,
    strict: mpsc::SyncSender<u32>,
    receivers: Option<[mpsc::Receiver<u32>; 3]>,
}

/// Does it, and tells what the thread could see of the others.
fn act(act: Act, me: u32, shared: &Shared, ends: &Ends) -> u32 {
    let receive = |which: usize| ends.receivers.as_ref().map_or(9, |receivers| receivers[which].recv().unwrap_or(8));
    let order = Ordering::SeqCst;
    match act {
        Act::Load(which) => shared.numbers[which].load(order),
        Act::Store(which) => {
            shared.numbers[which].store(me, order);
            0
        }
        Act::Add(which) => shared.numbers[which].fetch_add(1, order),
        Act::Lock(which) => {
            let mut guard = shared.locks[which].lock().unwrap_or_else(|error| error.into_inner());
            *guard += 1;
            *guard
        }
        Act::Both(which) => {
            let first = shared.locks[which].lock().unwrap_or_else(|error| error.into_inner());
            let second = shared.locks[1 - which].lock().unwrap_or_else(|error| error.into_inner());
            *first + *second
        }
        Act::TryLock(which) => u32::from(shared.locks[which].try_lock().is_ok()),
        Act::Read => *shared.page.read().unwrap(),
        Act::Write => {
            let mut page = shared.page.write().unwrap();
            *page += me;
            *page
        }
        Act::Send => u32::from(ends.open.send(me).is_ok()),
        Act::SendBounded => u32::from(ends.bounded.send(me).is_ok()),
        Act::HandOver => u32::from(ends.strict.send(me).is_ok()),
        Act::Receive => receive(0),
        Act::ReceiveBounded => receive(1),
        Act::TakeOver => receive(2),
        Act::Ring => {
            shared.bell.notify_one();
            0
        }
        Act::Wait => {
            *shared.bell.wait(shared.locks[0].lock().unwrap_or_else(|error| error.into_inner())).unwrap_or_else(|error| error.into_inner())
        }
        Act::Init => *shared.once.get_or_init(|| shared.numbers[0].load(order) + me),
        Act::Panic(which) => {
            let _guard = shared.locks[which].lock();
            panic!("by chance");
        }
        Act::Print => {
            print!("{me}");
            0
        }
    }
}

/// A program of two or three threads, `main` among them, which prints what they saw.
fn program(seed: u64) -> Program {
    let mut chance = Chance(seed);
    let mut lists = Vec::new();
    for _ in 0..2 + chance.below(2) {
        let length = 1 + chance.below(3);
        lists.push((0..length).map(|_| ACTS[chance.below(ACTS.len())]).collect::<Vec<Act>>());
    }
    let receiver = chance.below(lists.len());
    StdArc::new(move || {
        let shared = Arc::new(Shared {
            numbers: [AtomicU32::new(0), AtomicU32::new(0)],
            locks: [Mutex::new(0), Mutex::new(0)],
            page: RwLock::new(0),
            bell: Condvar::new(),
            once: OnceLock::new(),
        });
        let (open, one) = mpsc::channel();
        let (bounded, two) = mpsc::sync_channel(1);
        let (strict, three) = mpsc::sync_channel(0);
        let mut receivers = Some([one, two, three]);
        let mut ends: Vec<Ends> = (0..lists.len())
            .map(|thread| {
                let receivers = if thread == receiver { receivers.take() } else { None };
                Ends { open: open.clone(), bounded: bounded.clone(), strict: strict.clone(), receivers }
            })
            .collect();
        drop((open, bounded, strict));
        let mut bodies: Vec<_> = lists
            .iter()
            .zip(1..)
            .map(|(list, me)| {
                let (list, shared, ends) = (list.clone(), Arc::clone(&shared), ends.remove(0));
                move || list.iter().map(|one| act(*one, me, &shared, &ends).to_string()).collect::<String>()
            })
            .collect();
        let main = bodies.remove(0);
        let threads: Vec<_> = bodies.into_iter().map(thread::spawn).collect();
        let seen = main();
        let others: Vec<String> = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| "panic".to_owned())).collect();
        print!(" {seen} {}", others.join(" "));
    })
}

/// Each outcome, with how many schedules lead to it.
fn outcomes(report: &Report) -> BTreeMap<(String, String), u128> {
    let told = |end: End, note: &str| match end {
        End::Done => "done".to_owned(),
        _ => format!("{end:?}: {note}"),
    };
    let each = report.found.iter().map(|found| ((found.printed.clone(), told(found.end, &found.note)), found.schedules));
    each.fold(BTreeMap::new(), |mut all, (outcome, schedules)| {
        *all.entry(outcome).or_default() += schedules;
        all
    })
}

/// Leaving out schedules that only swap steps which do not see each other changes no outcome and no number; finer steps change no outcome.
#[test]
fn programs_by_chance() {
    let mut compared = 0;
    for seed in 0..PROGRAMS {
        let program = program(seed);
        let plain =
            explore(Plan { reduced: false, most_runs: MOST_RUNS, sample: 0, with_freedoms: false, ..Plan::default() }, &program).unwrap();
        if !plain.all {
            continue;
        }
        compared += 1;
        let reduced = explore(Plan { with_freedoms: false, ..Plan::default() }, &program).unwrap();
        assert!(reduced.all, "program {seed}");
        assert_eq!(outcomes(&reduced), outcomes(&plain), "program {seed}");
        let fineness = Fineness { drops: true, ends: true, counts: true, ..Fineness::default() };
        let fine = explore(Plan { fineness, most_runs: MOST_RUNS, sample: 0, with_freedoms: false, ..Plan::default() }, &program).unwrap();
        assert!(!fine.all || outcomes(&fine).keys().eq(outcomes(&reduced).keys()), "program {seed} with fine steps: {fine:?}");
    }
    assert!(compared > PROGRAMS / 2, "only {compared} programs were small enough");
}
