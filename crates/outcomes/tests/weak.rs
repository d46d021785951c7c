//! What weaker orderings add to a program's outcomes, and what everything else that synchronizes leaves of that.

use std::collections::BTreeSet;
use std::sync::Arc as StdArc;

use outcomes::explore::{Plan, explore};
use outcomes::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};
use outcomes::sync::atomic::{AtomicBool, AtomicU32, Ordering, fence};
use outcomes::sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock, mpsc};
use outcomes::{End, hint, print, thread};

/// The outcomes, each with `*` if it needs a weaker memory ordering.
fn all(program: impl Fn() + Send + Sync + 'static) -> BTreeSet<String> {
    let report = explore(Plan::default(), &(StdArc::new(program) as outcomes::explore::Program)).unwrap();
    assert!(report.all && report.with_freedoms, "explored to the end");
    let told = report.found.iter().map(|found| {
        let end = if found.end == End::Done { "" } else { &found.note };
        let star = if found.needs.remark().contains("weaker memory ordering") { "*" } else { "" };
        assert_eq!(star.is_empty(), found.schedules > 0);
        format!("{}{end}{star}", found.printed)
    });
    told.collect()
}

fn set(expected: &[&str]) -> BTreeSet<String> {
    expected.iter().map(|outcome| (*outcome).to_owned()).collect()
}

/// Two threads that each set a flag and look at the other's: both may miss the other, unless all is `SeqCst`.
#[test]
fn store_buffering() {
    let flags = |store: Ordering, load: Ordering| {
        all(move || {
            let (a, b) = (AtomicBool::new(false), AtomicBool::new(false));
            let (one, other) = thread::scope(|s| {
                let one = s.spawn(|| {
                    a.store(true, store);
                    b.load(load)
                });
                b.store(true, store);
                let other = a.load(load);
                (one.join().unwrap(), other)
            });
            print!("{one} {other}");
        })
    };
    assert_eq!(flags(SeqCst, SeqCst), set(&["true true", "true false", "false true"]));
    let weak = set(&["true true", "true false", "false true", "false false*"]);
    assert_eq!(flags(Release, Acquire), weak);
    assert_eq!(flags(Relaxed, Relaxed), weak);
    assert_eq!(flags(Relaxed, SeqCst), weak);
}

/// A spin loop ends, since it sees each store in the end; what it sees besides depends on its ordering.
#[test]
fn a_flag_for_which_a_thread_spins() {
    let publish = |store: Ordering, load: Ordering| {
        all(move || {
            let (data, ready) = (AtomicU32::new(0), AtomicBool::new(false));
            thread::scope(|s| {
                s.spawn(|| {
                    data.store(42, Relaxed);
                    ready.store(true, store);
                });
                while !ready.load(load) {
                    hint::spin_loop();
                }
                print!("{}", data.load(Relaxed));
            });
        })
    };
    assert_eq!(publish(Release, Acquire), set(&["42"]));
    assert_eq!(publish(Relaxed, Acquire), set(&["0*", "42"]));
    assert_eq!(publish(Release, Relaxed), set(&["0*", "42"]));
}

/// A spin lock made with an exchange needs `Acquire` to take and `Release` to give back.
#[test]
fn a_spin_lock() {
    let count = |take: Ordering, give: Ordering| {
        all(move || {
            let (locked, count) = (AtomicBool::new(false), AtomicU32::new(0));
            thread::scope(|s| {
                for _ in 0..2 {
                    s.spawn(|| {
                        while locked.compare_exchange(false, true, take, Relaxed).is_err() {
                            hint::spin_loop();
                        }
                        count.store(count.load(Relaxed) + 1, Relaxed);
                        locked.store(false, give);
                    });
                }
            });
            print!("{}", count.into_inner());
        })
    };
    assert_eq!(count(Acquire, Release), set(&["2"]));
    assert_eq!(count(Relaxed, Release), set(&["1*", "2"]));
    assert_eq!(count(Acquire, Relaxed), set(&["1*", "2"]));
}

/// Fences order what relaxed accesses leave open.
#[test]
fn fences() {
    let publish = |with: bool| {
        all(move || {
            let (data, ready) = (AtomicU32::new(0), AtomicBool::new(false));
            thread::scope(|s| {
                s.spawn(|| {
                    data.store(42, Relaxed);
                    if with {
                        fence(Release);
                    }
                    ready.store(true, Relaxed);
                });
                if ready.load(Relaxed) {
                    if with {
                        fence(Acquire);
                    }
                    print!("{}", data.load(Relaxed));
                }
            });
        })
    };
    assert_eq!(publish(true), set(&["", "42"]));
    assert_eq!(publish(false), set(&["", "0*", "42"]));
}

/// Locks, channels, tokens, barriers, initialization, the start and the end of threads: what was stored before is seen after.
#[test]
fn everything_else_synchronizes() {
    // By a lock: who comes second sees what the first has stored.
    let by_a_lock = all(|| {
        let (data, turn) = (AtomicU32::new(0), Mutex::new(0));
        thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                *turn.lock().unwrap() += 1;
            });
            let turn = *turn.lock().unwrap();
            print!("{turn} {}", data.load(Relaxed));
        });
    });
    assert_eq!(by_a_lock, set(&["0 0", "0 1", "1 1"]));
    let by_a_writer = all(|| {
        let (data, page) = (AtomicU32::new(0), RwLock::new(0));
        thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                *page.write().unwrap() += 1;
            });
            let page = *page.read().unwrap();
            print!("{page} {}", data.load(Relaxed));
        });
    });
    assert_eq!(by_a_writer, set(&["0 0", "0 1", "1 1"]));
    let by_a_channel = all(|| {
        let data = Arc::new(AtomicU32::new(0));
        let (tx, rx) = mpsc::channel();
        let theirs = Arc::clone(&data);
        thread::spawn(move || {
            theirs.store(1, Relaxed);
            tx.send(()).unwrap();
        });
        rx.recv().unwrap();
        print!("{}", data.load(Relaxed));
    });
    assert_eq!(by_a_channel, set(&["1"]));
    let by_a_token = all(|| {
        let data = AtomicU32::new(0);
        let main = thread::current();
        thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                main.unpark();
            });
            while data.load(Acquire) == 0 {
                thread::park();
            }
            print!("{}", data.load(Relaxed));
        });
    });
    assert_eq!(by_a_token, set(&["1"]));
    let by_a_barrier = all(|| {
        let (data, barrier) = (AtomicU32::new(0), Barrier::new(2));
        thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                barrier.wait();
            });
            barrier.wait();
            print!("{}", data.load(Relaxed));
        });
    });
    assert_eq!(by_a_barrier, set(&["1"]));
    let by_initialization = all(|| {
        let (data, once) = (AtomicU32::new(0), OnceLock::new());
        thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                once.set(()).unwrap();
            });
            print!("{:?} {}", once.get(), data.load(Relaxed));
        });
    });
    assert_eq!(by_initialization, set(&["None 0", "None 1", "Some(()) 1"]));
    let by_a_notification = all(|| {
        let (data, ready, bell) = (AtomicU32::new(0), Mutex::new(false), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                *ready.lock().unwrap() = true;
                bell.notify_one();
            });
            let _guard = bell.wait_while(ready.lock().unwrap(), |ready| !*ready).unwrap();
            print!("{}", data.load(Relaxed));
        });
    });
    assert_eq!(by_a_notification, set(&["1"]));
    let by_joining = all(|| {
        let data = Arc::new(AtomicU32::new(0));
        data.store(1, Relaxed);
        let theirs = Arc::clone(&data);
        let seen = thread::spawn(move || {
            let seen = theirs.load(Relaxed);
            theirs.store(2, Relaxed);
            seen
        });
        print!("{} {}", seen.join().unwrap(), data.load(Relaxed));
    });
    assert_eq!(by_joining, set(&["1 2"]));
}

/// The last owner of an `Arc` sees what the others have stored; who only reads the count does not.
#[test]
fn owners() {
    let by_the_last = all(|| {
        let data = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&data);
        thread::scope(|s| {
            s.spawn(move || theirs.store(1, Relaxed));
            print!("{:?}", Arc::into_inner(data).map(AtomicU32::into_inner));
        });
    });
    assert_eq!(by_the_last, set(&["None", "Some(1)"]));
    let by_the_count = all(|| {
        let data = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&data);
        thread::scope(|s| {
            s.spawn(move || {
                theirs.store(1, Relaxed);
                drop(theirs);
            });
            print!("{} {}", Arc::strong_count(&data), data.load(Relaxed));
        });
    });
    assert_eq!(by_the_count, set(&["1 0*", "1 1", "2 0", "2 1"]));
}

/// Many stores are no matter as long as few of them can be seen; too many are reported.
#[test]
fn many_stores() {
    let count = all(|| {
        let count = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| (0..40).for_each(|_| _ = count.fetch_add(1, AcqRel)));
        });
        print!("{}", count.load(Relaxed));
    });
    assert_eq!(count, set(&["40"]));
    let program: outcomes::explore::Program = StdArc::new(|| {
        let count = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| (0..40).for_each(|_| _ = count.fetch_add(1, Relaxed)));
            count.load(Relaxed);
        });
    });
    let report = explore(Plan::default(), &program).unwrap();
    assert!(report.all && !report.with_freedoms);
}
