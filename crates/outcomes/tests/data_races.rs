//! Tests which programs have a data race, and what a report says about it. `memory` tests races in programs with atomics and fences.

use std::sync::Arc as StdArc;

use outcomes::explore::{Plan, Report};
use outcomes::std::cell::UnsafeCell;
use outcomes::std::sync::atomic::AtomicU32;
use outcomes::std::sync::atomic::Ordering::{Acquire, Relaxed};
use outcomes::std::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock, mpsc};
use outcomes::std::thread;
use outcomes::{End, print, println};

/// A cell that threads share without protection.
#[derive(Default)]
struct Racy<T>(UnsafeCell<T>);

// SAFETY: these tests check whether threads share it soundly, with an explorer that runs one thread at a time.
unsafe impl<T> Sync for Racy<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Racy<T> {}

impl<T> Racy<T> {
    #[track_caller]
    fn get(&self) -> *mut T {
        self.0.get()
    }
}

impl<T: Copy> Racy<T> {
    #[track_caller]
    fn read(&self) -> T {
        // SAFETY: as above.
        unsafe { *self.0.get() }
    }

    #[track_caller]
    fn write(&self, value: T) {
        // SAFETY: as above.
        unsafe { *self.0.get() = value };
    }
}

fn explored(program: impl Fn() + Send + Sync + 'static) -> Report {
    Plan::default().explore(program).unwrap()
}

/// Returns the data races that an exploration finds.
fn races(program: impl Fn() + Send + Sync + 'static) -> Vec<String> {
    let report = explored(program);
    assert!(report.all && report.with_freedoms, "{report}");
    report.found.iter().filter(|found| found.end == End::Undefined).map(|found| found.note.clone()).collect()
}

fn has_race(program: impl Fn() + Send + Sync + 'static) -> bool {
    !races(program).is_empty()
}

/// A race is reported with both accesses, and hides what the program prints.
#[test]
fn both_accesses_are_named() {
    let line = line!();
    let report = explored(|| {
        let cell = Racy::<u32>::default();
        thread::scope(|s| {
            s.spawn(|| cell.write(1));
            println!("{}", cell.read());
        });
    });
    let note = format!("data race: main reads at line {}, thread 1 writes at line {}", line + 5, line + 4);
    assert_eq!(report.found.len(), 1);
    let found = &report.found[0];
    assert_eq!((found.end, found.note.as_str(), found.printed.as_str()), (End::Undefined, note.as_str(), ""));
    assert!(report.to_string().contains(&format!("undefined behavior: {note}")), "{report}");
}

/// Whether a thread that takes something sees everything that another stored before giving it, in an atomic and in plain memory.
fn synchronizes<S: Sync + 'static>(share: fn() -> S, give: fn(&S), take: fn(&S) -> bool) -> bool {
    let report = explored(move || {
        let (data, cell, shared) = (AtomicU32::new(0), Racy::<u32>::default(), share());
        thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                cell.write(1);
                give(&shared);
            });
            if take(&shared) {
                print!("{} {}", data.load(Relaxed), cell.read());
            }
        });
    });
    assert!(report.all && report.with_freedoms, "{report}");
    let ends = |printed: &str| report.found.iter().any(|found| (found.end, found.printed.as_str()) == (End::Done, printed));
    ends("1 1") && report.found.len() == 1 + usize::from(ends(""))
}

/// Besides atomics, locks, channels, barriers, notifications and initialization synchronize.
#[test]
fn what_synchronizes() {
    assert!(synchronizes(|| Mutex::new(0), |lock| *lock.lock().unwrap() += 1, |lock| *lock.lock().unwrap() == 1));
    assert!(synchronizes(|| RwLock::new(0), |page| *page.write().unwrap() += 1, |page| *page.read().unwrap() == 1));
    assert!(synchronizes(
        || Barrier::new(2),
        |barrier| _ = barrier.wait(),
        |barrier| {
            barrier.wait();
            true
        }
    ));
    assert!(synchronizes(Once::new, |once| once.call_once(|| ()), Once::is_completed));
    assert!(synchronizes(OnceLock::new, |once| once.set(()).unwrap(), |once| once.get().is_some()));
    // Only the receiving thread takes its lock.
    let channel = || {
        let (sender, receiver) = mpsc::channel();
        (sender, Mutex::new(receiver))
    };
    assert!(synchronizes(channel, |(sender, _)| sender.send(()).unwrap(), |(_, receiver)| receiver.lock().unwrap().recv().is_ok()));
    let notify = |(ready, bell): &(Mutex<bool>, Condvar)| {
        *ready.lock().unwrap() = true;
        bell.notify_one();
    };
    assert!(synchronizes(Default::default, notify, |(ready, bell)| *bell.wait_while(ready.lock().unwrap(), |ready| !*ready).unwrap()));
    // These don't synchronize.
    assert!(!synchronizes(|| (), |()| (), |()| true));
    assert!(!synchronizes(|| AtomicU32::new(0), |flag| flag.store(1, Relaxed), |flag| flag.load(Acquire) == 1));
}

/// `park`'s token synchronizes, and a wake-up without it doesn't; starting and joining threads do.
#[test]
fn threads_synchronize() {
    let park = || {
        let (main, cell) = (thread::current(), Racy::<u32>::default());
        thread::scope(|s| {
            s.spawn(|| {
                cell.write(1);
                main.unpark();
            });
            thread::park();
            cell.read();
        });
    };
    let without_freedoms = Plan { with_freedoms: false, ..Plan::default() }.explore(park).unwrap();
    assert!(without_freedoms.found.iter().all(|found| found.end == End::Done) && has_race(park));
    let report = explored(|| {
        let (data, cell) = (AtomicU32::new(0), Racy::<u32>::default());
        data.store(1, Relaxed);
        cell.write(1);
        let seen = thread::scope(|s| {
            let other = s.spawn(|| {
                let seen = (data.load(Relaxed), cell.read());
                data.store(2, Relaxed);
                cell.write(2);
                seen
            });
            other.join().unwrap()
        });
        print!("{seen:?} {} {}", data.load(Relaxed), cell.read());
    });
    assert_eq!(report.found.iter().map(|found| found.printed.as_str()).collect::<Vec<_>>(), ["(1, 1) 2 2"]);
}

/// The last owner of an `Arc` comes after the others.
#[test]
fn the_last_owner() {
    let owned = |looks: bool| {
        has_race(move || {
            let cell = Arc::new(Racy::<u32>::default());
            let other = Arc::clone(&cell);
            let handle = thread::spawn(move || {
                other.write(1);
                drop(other);
            });
            if looks {
                cell.read();
            }
            // The last of the two drops the cell.
            drop(cell);
            handle.join().unwrap();
        })
    };
    assert!(!owned(false) && owned(true));
}

/// Doubles in a cell change when they're used, which isn't a write by the program.
#[test]
fn doubles_in_cells() {
    assert!(!has_race(|| {
        let cell = Racy(UnsafeCell::new((AtomicU32::new(0), Mutex::new(0), UnsafeCell::new(0))));
        let look = || {
            // SAFETY: nobody writes to the cell.
            let (atomic, lock, _) = unsafe { &*cell.get() };
            atomic.fetch_add(1, Relaxed);
            *lock.lock().unwrap() += 1;
        };
        thread::scope(|s| [s.spawn(look), s.spawn(look)].map(drop));
    }));
}

/// Padding and uninitialized bytes can be compared.
#[test]
fn padding() {
    let cell = Racy(UnsafeCell::new((1u8, 2u32, std::mem::MaybeUninit::<[u8; 9]>::uninit())));
    let read = StdArc::new(cell);
    assert!(!has_race(move || {
        // SAFETY: nobody writes to the cell.
        let look = || unsafe { (*read.get()).0 };
        thread::scope(|s| [s.spawn(look), s.spawn(look)].map(drop));
    }));
}

/// Accesses that, as the README says, aren't seen: a `Cell`, memory outside a cell, a pointer kept beyond the next step, and a write of the same value.
#[test]
fn what_is_not_seen() {
    struct Shared(std::cell::Cell<u32>);
    // SAFETY: as above.
    unsafe impl Sync for Shared {}
    assert!(!has_race(|| {
        let shared = Shared(std::cell::Cell::new(0));
        thread::scope(|s| {
            let shared = &shared;
            s.spawn(move || shared.0.set(1));
            shared.0.set(2);
        });
    }));
    struct Pointer(*mut u32);
    // SAFETY: as above.
    unsafe impl Sync for Pointer {}
    assert!(!has_race(|| {
        let pointer = Pointer(Box::into_raw(Box::new(0)));
        thread::scope(|s| {
            let pointer = &pointer;
            // SAFETY: as above.
            s.spawn(move || unsafe { *pointer.0 = 1 });
            // SAFETY: as above.
            unsafe { *pointer.0 = 2 };
        });
        // SAFETY: it comes from a box, and the threads have ended.
        drop(unsafe { Box::from_raw(pointer.0) });
    }));
    let with = |written: u32, between: fn(&AtomicU32)| {
        has_race(move || {
            let (racy, step) = (Racy::<u32>::default(), AtomicU32::new(0));
            thread::scope(|s| {
                let (racy, step) = (&racy, &step);
                s.spawn(move || {
                    let pointer = racy.get();
                    between(step);
                    // SAFETY: as above.
                    unsafe { *pointer = written };
                });
                racy.read();
            });
        })
    };
    let nothing: fn(&AtomicU32) = |_| ();
    let step: fn(&AtomicU32) = |step| _ = step.fetch_add(1, Relaxed);
    assert!(with(1, nothing));
    assert!(!with(0, nothing), "a write of the same value");
    assert!(!with(1, step), "a write after the next step");
}
