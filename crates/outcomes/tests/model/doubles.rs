//! Runs a random program on the doubles, which prints what each of its threads has seen.

use std::fmt::Display;
use std::sync::{Arc as StdArc, OnceLock as StdOnceLock};
use std::time::Duration;

use outcomes::sync::atomic::{AtomicU32, Ordering::SeqCst};
use outcomes::sync::{Arc, Barrier, Condvar, Mutex, MutexGuard, OnceLock, RwLock, TryLockError, mpsc};
use outcomes::{print, thread};

use crate::program::{Act, CHANNELS, Program};

/// What the threads share.
struct Shared {
    atomics: [AtomicU32; 2],
    locks: [Mutex<u32>; 2],
    /// Read and written only under lock 0, so accesses aren't steps.
    flag: std::sync::atomic::AtomicBool,
    page: RwLock<u32>,
    bell: Condvar,
    once: OnceLock<u32>,
    barrier: Barrier,
    /// The handles of all threads, known before any has taken a step.
    threads: StdOnceLock<Vec<thread::Thread>>,
}

enum Sender {
    Open(mpsc::Sender<u32>),
    Bounded(mpsc::SyncSender<u32>),
}

/// One thread: its ends of the channels, its ownership, and what it has seen.
struct Thread<'a> {
    number: u32,
    shared: &'a Shared,
    senders: [Option<Sender>; 3],
    receivers: [Option<mpsc::Receiver<u32>>; 3],
    owner: Option<Arc<()>>,
    seen: String,
}

/// A short timeout; no time passes here.
const MOMENT: Duration = Duration::from_millis(1);

impl<'a> Thread<'a> {
    fn see(&mut self, what: impl Display) {
        self.seen.push_str(&what.to_string());
    }

    /// Returns the guard, and notes if the lock is poisoned.
    fn hold<G>(&mut self, taken: Result<G, outcomes::sync::PoisonError<G>>) -> G {
        taken.unwrap_or_else(|poisoned| {
            self.see('p');
            poisoned.into_inner()
        })
    }

    fn lock(&mut self, which: usize) -> MutexGuard<'a, u32> {
        let shared = self.shared;
        self.hold(shared.locks[which].lock())
    }

    fn flag(&self) -> bool {
        self.shared.flag.load(std::sync::atomic::Ordering::SeqCst)
    }

    fn set_flag(&mut self) {
        let _guard = self.lock(0);
        self.shared.flag.store(true, std::sync::atomic::Ordering::SeqCst);
    }

    fn act(&mut self, act: Act, handles: &[thread::JoinHandle<String>]) {
        let shared = self.shared;
        match act {
            Act::Load(which) => self.see(shared.atomics[which].load(SeqCst)),
            Act::Store(which, value) => shared.atomics[which].store(value, SeqCst),
            Act::Add(which) => self.see(shared.atomics[which].fetch_add(1, SeqCst)),
            Act::Exchange(which, old, new) => {
                self.see(u32::from(shared.atomics[which].compare_exchange(old, new, SeqCst, SeqCst).is_ok()));
            }
            Act::Lock(which) => {
                let mut guard = self.lock(which);
                *guard += 1;
                self.see(*guard);
            }
            Act::LockBoth(which) => {
                let first = self.lock(which);
                let second = self.lock(1 - which);
                self.see(*first + *second);
                drop(second);
                drop(first);
            }
            Act::LockAndPrint(which) => {
                let _guard = self.lock(which);
                print!("{}", self.number);
            }
            Act::TryLock(which) => match shared.locks[which].try_lock() {
                Err(TryLockError::WouldBlock) => self.see('b'),
                taken => {
                    let mut guard = self.hold(taken.map_err(|error| match error {
                        TryLockError::Poisoned(poisoned) => poisoned,
                        TryLockError::WouldBlock => unreachable!("seen above"),
                    }));
                    *guard += 1;
                    self.see(*guard);
                }
            },
            Act::PanicHolding(which) => {
                let _guard = self.lock(which);
                panic!("as the program says");
            }
            Act::Read => {
                let guard = shared.page.read().unwrap();
                self.see(*guard);
            }
            Act::Write => {
                let mut guard = shared.page.write().unwrap();
                *guard += 1;
                self.see(*guard);
            }
            Act::TryRead => match shared.page.try_read() {
                Ok(guard) => self.see(*guard),
                Err(_) => self.see('b'),
            },
            Act::TryWrite => match shared.page.try_write() {
                Ok(mut guard) => {
                    *guard += 1;
                    self.see(*guard);
                }
                Err(_) => self.see('b'),
            },
            Act::SetAndNotifyOne => {
                self.set_flag();
                shared.bell.notify_one();
            }
            Act::SetAndNotifyAll => {
                self.set_flag();
                shared.bell.notify_all();
            }
            Act::NotifyOne => shared.bell.notify_one(),
            Act::WaitOnce => {
                let guard = self.lock(0);
                let guard = self.hold(shared.bell.wait(guard));
                self.see(*guard);
            }
            Act::WaitForFlag => {
                let mut guard = self.lock(0);
                while !self.flag() {
                    guard = self.hold(shared.bell.wait(guard));
                }
                self.see(*guard);
            }
            Act::WaitTimeout => {
                let guard = self.lock(0);
                let woken = shared.bell.wait_timeout(guard, MOMENT);
                let timed_out = woken.as_ref().map_or_else(|poisoned| poisoned.get_ref().1, |woken| woken.1).timed_out();
                if timed_out {
                    self.see('t');
                }
                let (guard, _) = self.hold(woken);
                self.see(*guard);
            }
            Act::Send(which) => {
                let sent = match &self.senders[which] {
                    Some(Sender::Open(sender)) => u32::from(sender.send(self.number).is_ok()),
                    Some(Sender::Bounded(sender)) => u32::from(sender.send(self.number).is_ok()),
                    None => 7,
                };
                self.see(sent);
            }
            Act::TrySend(which) => {
                let sent = match &self.senders[which] {
                    Some(Sender::Open(sender)) => sender.send(self.number).map_or('d', |()| '1'),
                    Some(Sender::Bounded(sender)) => match sender.try_send(self.number) {
                        Ok(()) => '1',
                        Err(mpsc::TrySendError::Full(_)) => 'f',
                        Err(mpsc::TrySendError::Disconnected(_)) => 'd',
                    },
                    None => '7',
                };
                self.see(sent);
            }
            Act::Receive(which) => {
                let received = self.receivers[which].as_ref().map_or(9, |receiver| receiver.recv().unwrap_or(8));
                self.see(received);
            }
            Act::TryReceive(which) => {
                let received = match self.receivers[which].as_ref().map(mpsc::Receiver::try_recv) {
                    Some(Ok(message)) => message.to_string(),
                    Some(Err(mpsc::TryRecvError::Empty)) => "e".to_owned(),
                    Some(Err(mpsc::TryRecvError::Disconnected)) => "d".to_owned(),
                    None => "9".to_owned(),
                };
                self.see(received);
            }
            Act::ReceiveTimeout(which) => {
                let received = match self.receivers[which].as_ref().map(|receiver| receiver.recv_timeout(MOMENT)) {
                    Some(Ok(message)) => message.to_string(),
                    Some(Err(mpsc::RecvTimeoutError::Timeout)) => "t".to_owned(),
                    Some(Err(mpsc::RecvTimeoutError::Disconnected)) => "d".to_owned(),
                    None => "9".to_owned(),
                };
                self.see(received);
            }
            Act::DropSender(which) => drop(self.senders[which].take()),
            Act::DropReceiver(which) => drop(self.receivers[which].take()),
            Act::Park => thread::park(),
            Act::ParkTimeout => thread::park_timeout(MOMENT),
            Act::Unpark(which) => shared.threads.get().expect("no thread takes a step before all are known")[which].unpark(),
            Act::Arrive => {
                let leads = shared.barrier.wait().is_leader();
                self.see(if leads { 'L' } else { 'f' });
            }
            Act::Initialize => {
                let value = *shared.once.get_or_init(|| shared.atomics[0].load(SeqCst) + self.number);
                self.see(value);
            }
            Act::GetOnce => match shared.once.get() {
                Some(value) => self.see(*value),
                None => self.see('-'),
            },
            Act::SetOnce => {
                let is_set = shared.once.set(self.number).is_ok();
                self.see(u32::from(is_set));
            }
            Act::CountOwners => {
                let owners = self.owner.as_ref().map_or(9, Arc::strong_count);
                self.see(owners);
            }
            Act::DropOwner => drop(self.owner.take()),
            // Only `main` has handles.
            Act::IsFinished(0) => self.see(9),
            Act::IsFinished(which) => {
                let is_finished = handles.get(which - 1).map_or(9, |handle| u32::from(handle.is_finished()));
                self.see(is_finished);
            }
            Act::Print => print!("{}", self.number),
        }
    }

    fn run(mut self, acts: &[Act], handles: &[thread::JoinHandle<String>]) -> String {
        acts.iter().for_each(|act| self.act(*act, handles));
        // The model drops these in the same order.
        let Self { senders, receivers, owner, seen, .. } = self;
        senders.into_iter().for_each(drop);
        receivers.into_iter().for_each(drop);
        drop(owner);
        seen
    }
}

/// Runs the program.
pub fn run(program: &Program) {
    let shared = StdArc::new(Shared {
        atomics: [AtomicU32::new(0), AtomicU32::new(0)],
        locks: [Mutex::new(0), Mutex::new(0)],
        flag: std::sync::atomic::AtomicBool::new(false),
        page: RwLock::new(0),
        bell: Condvar::new(),
        once: OnceLock::new(),
        barrier: Barrier::new(2),
        threads: StdOnceLock::new(),
    });
    let ((open, first), (one, second), (none, third)) = (mpsc::channel(), mpsc::sync_channel(1), mpsc::sync_channel(0));
    let mut receivers = [Some(first), Some(second), Some(third)];
    let owner = Arc::new(());
    let senders = |thread: usize| {
        CHANNELS.map(|channel| {
            program.sends(thread, channel).then(|| match channel {
                0 => Sender::Open(open.clone()),
                1 => Sender::Bounded(one.clone()),
                _ => Sender::Bounded(none.clone()),
            })
        })
    };
    let mut ends: Vec<_> = (0..program.threads.len())
        .map(|thread| {
            let own = CHANNELS.map(|channel| if program.receivers[channel] == thread { receivers[channel].take() } else { None });
            (senders(thread), own, Arc::clone(&owner))
        })
        .collect();
    drop((open, one, none, owner));
    let (senders, receivers, owner) = ends.remove(0);
    let mut handles = Vec::new();
    for ((number, acts), (senders, receivers, owner)) in (2..).zip(&program.threads[1..]).zip(ends) {
        let (acts, shared) = (acts.clone(), StdArc::clone(&shared));
        handles.push(thread::spawn(move || {
            Thread { number, shared: &shared, senders, receivers, owner: Some(owner), seen: String::new() }.run(&acts, &[])
        }));
    }
    let all = std::iter::once(thread::current()).chain(handles.iter().map(|handle| handle.thread().clone())).collect();
    shared.threads.set(all).expect("they're set once");
    let main = Thread { number: 1, shared: &shared, senders, receivers, owner: Some(owner), seen: String::new() };
    let mut seen = vec![main.run(&program.threads[0], &handles)];
    seen.extend(handles.into_iter().map(|handle| handle.join().unwrap_or_else(|_| "panic".to_owned())));
    print!(" {}", seen.join(" "));
}
