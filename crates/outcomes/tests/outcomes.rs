//! Tests that the explorer finds every outcome of small programs whose outcomes can be counted by hand. `model` tests each part of std.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc as StdArc;

use outcomes::explore::{Limit, Plan, Program, Report, explore};
use outcomes::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release};
use outcomes::sync::atomic::{AtomicBool, AtomicU32};
use outcomes::sync::{Arc, Mutex, mpsc};
use outcomes::{End, Fineness, Limits, Schedule, hint, print, println, thread};

/// Explores a program as the book's tests do. Running every schedule must find the same outcomes with the same numbers; exploring it with finer steps, the same outcomes
/// with other numbers.
fn all(program: impl Fn() + Send + Sync + 'static) -> Vec<(String, u128)> {
    let (plan, program): (Plan, Program) = (Plan::default(), StdArc::new(program));
    let reduced = explore(plan, &program).unwrap();
    let plain = explore(Plan { reduced: false, most_runs: 2_000_000, ..plan }, &program).unwrap();
    assert!(reduced.all && plain.all, "explored to the end");
    assert!(reduced.runs <= plain.runs, "{} runs instead of {}", reduced.runs, plain.runs);
    assert_eq!(outcomes(&reduced), outcomes(&plain));
    let fineness = Fineness { drops: true, ends: true, counts: true, ..Fineness::default() };
    let fine = explore(Plan { fineness, ..plan }, &program).unwrap();
    assert!(fine.all, "explored to the end");
    assert!(outcomes(&fine).keys().eq(outcomes(&reduced).keys()), "{:?} with fine steps", outcomes(&fine));
    outcomes(&reduced).into_iter().collect()
}

/// Returns each outcome on one line, with its number of schedules.
fn outcomes(report: &Report) -> BTreeMap<String, u128> {
    let told = |end: End, note: &str| match end {
        End::Done => String::new(),
        End::Exit(status) => format!("exit status: {status}"),
        End::Panic => format!("panic: {note}"),
        End::Deadlock => "deadlock".to_owned(),
        End::Undefined => format!("undefined behavior: {note}"),
    };
    report
        .found
        .iter()
        .map(|found| (format!("{}{}", found.printed.replace('\n', " "), told(found.end, &found.note)), found.schedules))
        .fold(BTreeMap::new(), |mut all, (outcome, schedules)| {
            *all.entry(outcome).or_default() += schedules;
            all
        })
}

fn set(expected: &[(&str, u128)]) -> Vec<(String, u128)> {
    expected.iter().map(|(outcome, schedules)| ((*outcome).to_owned(), *schedules)).collect()
}

/// Two threads that load and then store lose an update in four of their six schedules.
#[test]
fn a_lost_update() {
    let found = all(|| {
        let count = AtomicU32::new(0);
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    let seen = count.load(Ordering::SeqCst);
                    count.store(seen + 1, Ordering::SeqCst);
                });
            }
        });
        println!("{}", count.into_inner());
    });
    assert_eq!(found, set(&[("1 ", 4), ("2 ", 2)]));
}

/// Only the thread that panics is panicking, though others run while it unwinds; and they may panic then too.
#[test]
fn panicking_is_each_threads_own() {
    struct Tell<'a>(&'a Mutex<Vec<bool>>);
    impl Drop for Tell<'_> {
        fn drop(&mut self) {
            let panicking = thread::panicking();
            self.0.lock().unwrap().push(panicking);
            self.0.lock().unwrap().push(thread::panicking());
        }
    }
    let found = all(|| {
        let told = Mutex::new(Vec::new());
        let other = AtomicU32::new(0);
        thread::scope(|s| {
            let first = s.spawn(|| {
                let _tell = Tell(&told);
                panic!("first");
            });
            let second = s.spawn(|| {
                other.fetch_add(1, Ordering::SeqCst);
                assert!(!thread::panicking());
                assert_eq!(other.fetch_add(1, Ordering::SeqCst), 7, "second");
            });
            assert!(first.join().is_err() && second.join().is_err());
        });
        println!("{:?}", told.lock().unwrap());
    });
    assert!(found.iter().map(|(outcome, _)| outcome).eq(["[true, true] "]));
}

/// A panic of `main` ends the program like its return does.
#[test]
fn main_panics() {
    let found = all(|| {
        thread::spawn(|| println!("thread"));
        std::iter::empty::<u32>().next().expect("nothing there\nat all");
    });
    assert_eq!(found, set(&[("panic: nothing there", 1), ("thread panic: nothing there", 1)]));
}

/// When `main` returns, anything that the other threads haven't printed by then is never printed, and their waits aren't a deadlock.
#[test]
fn main_returns_early() {
    let found = all(|| {
        let (tx, rx) = mpsc::channel::<()>();
        std::mem::forget(tx);
        thread::spawn(move || {
            println!("thread");
            rx.recv().unwrap();
            println!("never printed");
        });
        println!("main");
    });
    assert_eq!(found, set(&[("main ", 1), ("main thread ", 1), ("thread main ", 1)]));
}

/// A spin loop that waits for nothing is a deadlock.
#[test]
fn spinning() {
    let endless = all(|| {
        let ready = AtomicBool::new(false);
        while ready.swap(false, Ordering::Acquire) == ready.load(Ordering::Relaxed) {
            thread::yield_now();
        }
    });
    assert_eq!(endless, set(&[("deadlock", 1)]));
}

/// Sleeping several times in a row isn't a loop.
#[test]
fn sleeping() {
    let found = all(|| {
        thread::sleep(std::time::Duration::from_secs(1));
        thread::sleep(std::time::Duration::from_secs(1));
        (0..20).for_each(|_| thread::sleep(std::time::Duration::from_secs(1)));
        println!("awake");
    });
    assert_eq!(found, set(&[("awake ", 1)]));
}

/// Each thread has its own thread-local value, fresh in each schedule, and destroys it when it ends.
#[test]
fn thread_locals() {
    struct Told(std::cell::Cell<u32>);
    impl Drop for Told {
        fn drop(&mut self) {
            print!("drop {} ", self.0.get());
        }
    }
    outcomes::thread_local! {
        static COUNT: Told = const { Told(std::cell::Cell::new(0)) };
    }
    let found = all(|| {
        let add = || COUNT.with(|count| count.0.set(count.0.get() + 1));
        add();
        thread::spawn(move || (0..2).for_each(|_| add())).join().unwrap();
        print!("joined ");
    });
    assert_eq!(found, set(&[("drop 2 joined drop 1 ", 1)]));
}

/// A line is printed whole, even when formatting it takes steps.
#[test]
fn lines_are_whole() {
    let found = all(|| {
        let tickets = Mutex::new(1);
        thread::scope(|s| {
            s.spawn(|| println!("{tickets:?}"));
            println!("b");
        });
    });
    let told = "Mutex { data: 1, poisoned: false, .. }";
    assert_eq!(found, set(&[(&format!("{told} b "), 1), (&format!("b {told} "), 1)]));
}

/// Two locks taken in opposite orders: the deadlock is found, and the report says which thread waits where. A replay follows the schedule to the same end.
#[test]
fn deadlocks_and_replays() {
    let program: Program = StdArc::new(|| {
        let (a, b) = (Mutex::new(1), Mutex::new(2));
        thread::scope(|s| {
            s.spawn(|| {
                let a = a.lock().unwrap();
                *b.lock().unwrap() += *a;
            });
            let b = b.lock().unwrap();
            *a.lock().unwrap() += *b;
        });
        println!("{} {}", a.into_inner().unwrap(), b.into_inner().unwrap());
    });
    let report = explore(Plan::default(), &program).unwrap();
    assert_eq!(report.found.len(), 3);
    for found in report.found {
        let schedule: Schedule = found.schedule.to_string().parse().unwrap();
        let replay = outcomes::explore::replay(&schedule, &program).unwrap();
        let steps: Vec<usize> = replay.lines.iter().filter(|line| line.kind == "step").map(|line| line.held.len()).collect();
        assert_eq!(steps.len(), schedule.steps.len());
        if found.end == End::Deadlock {
            assert_eq!((found.schedules, found.printed.as_str(), &steps[..]), (2, "", &[1, 1][..]));
            let (one, other) = found.note.split_once(", ").unwrap();
            assert!(one.starts_with("main waits for a lock at line ") && other.starts_with("thread 1 waits for a lock at line "));
        }
        assert_eq!((replay.end, replay.printed, replay.note), (found.end, found.printed, found.note));
    }
}

/// A program that does something else each time is refused, as is one that never ends or prints without end.
#[test]
fn refusals() {
    let refused = |program: Program| explore(Plan::default(), &program).unwrap_err().what;
    let differs = std::sync::atomic::AtomicU32::new(0);
    let told = refused(StdArc::new(move || {
        let count = AtomicU32::new(0);
        let looks = differs.fetch_add(1, Ordering::SeqCst).is_multiple_of(2);
        thread::scope(|s| {
            s.spawn(|| if looks { count.load(Ordering::SeqCst) } else { count.fetch_add(1, Ordering::SeqCst) });
            count.fetch_add(1, Ordering::SeqCst);
        });
    }));
    assert!(told.starts_with("doesn't do the same thing every time"), "{told}");
    let differs = std::sync::atomic::AtomicU32::new(0);
    let told = refused(StdArc::new(move || println!("{}", differs.fetch_add(1, Ordering::SeqCst) / 4)));
    assert!(told.starts_with("doesn't do the same thing every time"), "{told}");
    let told = refused(StdArc::new(|| {
        loop {
            println!("again");
        }
    }));
    assert!(told.starts_with("takes more than") || told.starts_with("prints more"), "{told}");
}

/// A limit is reported, with the outcomes found so far.
#[test]
fn limits_are_reported() {
    let program: Program = StdArc::new(|| {
        thread::scope(|s| {
            for name in 0..6 {
                s.spawn(move || print!("{name}"));
            }
        });
    });
    let report = explore(Plan::default(), &program).unwrap();
    assert_eq!((report.all, report.limit, report.found.len()), (false, Some(Limit::Outcomes), 201));
    let report = explore(Plan { most_outcomes: 1_000, ..Plan::default() }, &program).unwrap();
    assert_eq!((report.all, report.limit, report.found.len()), (true, None, 720));
    let report = explore(Plan { most_runs: 10, sample: 5, ..Plan::default() }, &program).unwrap();
    assert_eq!((report.all, report.limit, report.runs), (false, Some(Limit::Executions), 10));
}

/// A program that does the same in each order of its steps is one trace, whatever the number of its threads and steps.
#[test]
fn one_execution_stands_for_its_trace() {
    let own = |threads: usize, rounds: usize| -> Program {
        StdArc::new(move || {
            thread::scope(|s| {
                for _ in 0..threads {
                    s.spawn(move || {
                        let count = Mutex::new(0);
                        (0..rounds).for_each(|_| *count.lock().unwrap() += 1);
                    });
                }
            });
        })
    };
    // They are counted with hardly any work.
    let report = explore(Plan { most_counting: 100, ..Plan::default() }, &own(14, 1)).unwrap();
    assert_eq!((report.all, report.runs, report.counted), (true, 1, true));
    assert_eq!(report.found[0].schedules, (1..=28u128).product::<u128>() >> 14);
    // More threads and steps than a small clock has room for, and more schedules than fit in a number.
    let report = explore(Plan::default(), &own(40, 2)).unwrap();
    assert_eq!((report.all, report.runs, report.counted), (true, 1, false));
    let report = explore(Plan::default(), &own(2, 30)).unwrap();
    assert_eq!((report.all, report.runs, report.counted), (true, 1, true));
    let report = explore(Plan { limits: Limits { steps: 3_000, ..Limits::default() }, ..Plan::default() }, &own(1, 1_000)).unwrap();
    assert_eq!((report.all, report.runs, report.found[0].schedules), (true, 1, 1));
}

/// Each trace is explored once: stores to two atomics commute, and so do loads of one. Without reduction, each schedule is explored, whatever its steps access.
#[test]
fn each_trace_is_explored_once() {
    #[derive(Clone, Copy)]
    enum Access {
        Load,
        Store(usize),
    }
    use Access::{Load, Store};
    let runs = |reduced: bool, threads: &'static [&'static [Access]]| {
        let plan = Plan { reduced, with_freedoms: false, ..Plan::default() };
        let report = plan.explore(move || {
            let atomics = [AtomicU32::new(0), AtomicU32::new(0)];
            thread::scope(|s| {
                for thread in threads {
                    let atomics = &atomics;
                    s.spawn(move || {
                        for access in *thread {
                            match access {
                                Load => drop(atomics[0].load(Ordering::SeqCst)),
                                Store(which) => atomics[*which].store(1, Ordering::SeqCst),
                            }
                        }
                    });
                }
            });
        });
        let report = report.unwrap();
        assert_eq!(report.redundant, 0);
        report.runs
    };
    assert_eq!(runs(true, &[&[Store(0); 3], &[Store(1); 3]]), 1);
    assert_eq!(runs(true, &[&[Load; 3], &[Load; 3]]), 1);
    assert_eq!(runs(true, &[&[Store(0); 2], &[Store(0); 2]]), 6);
    assert_eq!(runs(true, &[&[Store(0)], &[Load], &[Load], &[Load]]), 8);
    assert_eq!(runs(false, &[&[Load, Store(0)], &[Load, Store(0)]]), 6);
}

/// A panic that nobody joins is reported, since `main` may end before its message is seen; one that is joined is not.
#[test]
fn lost_panics() {
    let report = Plan::default().explore(|| drop(thread::spawn(|| panic!("lost")))).unwrap();
    assert_eq!((report.lost_panic, report.found.len()), (Some(line!() - 1), 1));
    assert_eq!(all(|| assert!(thread::spawn(|| panic!("joined")).join().is_err())), set(&[("", 1)]));
    // A panic of `main` is reported anyway.
    let both = all(|| {
        let _other = thread::spawn(|| panic!("lost"));
        panic!("told");
    });
    assert_eq!(both, set(&[("panic: told", 1)]));
}

/// A program that can't be explored completely is sampled, the same way each time.
#[test]
fn samples() {
    let program: Program = StdArc::new(|| {
        let count = AtomicU32::new(0);
        thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| {
                    let seen = count.load(Ordering::SeqCst);
                    count.store(seen + 1, Ordering::SeqCst);
                });
            }
        });
        println!("{}", count.into_inner());
    });
    let plan = Plan { most_runs: 100, ..Plan::default() };
    let (one, two) = (explore(plan, &program).unwrap(), explore(plan, &program).unwrap());
    assert!(!one.all);
    assert_eq!(one, two);
    assert_eq!(one.found.iter().map(|found| found.schedules).sum::<u128>(), 20_000);
    assert_eq!(one.found.len(), 4);
}

/// Returns the outcomes, each with `*` if it needs a weaker memory ordering. Litmus tests are in `memory`, tests of synchronization in `data_races.rs`.
fn weak(program: impl Fn() + Send + Sync + 'static) -> Vec<String> {
    let report = Plan::default().explore(program).unwrap();
    assert!(report.all && report.with_freedoms, "explored to the end");
    let told = report.found.iter().map(|found| {
        let star = if found.needs.remark().contains("weaker memory ordering") { "*" } else { "" };
        assert_eq!((star.is_empty(), found.end), (found.schedules > 0, End::Done));
        format!("{}{star}", found.printed)
    });
    BTreeSet::from_iter(told).into_iter().collect()
}

/// A spin lock built on an exchange needs `Acquire` to lock and `Release` to unlock.
#[test]
fn a_spin_lock() {
    let count = |take: Ordering, give: Ordering| {
        weak(move || {
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
    assert_eq!(count(Acquire, Release), ["2"]);
    assert_eq!(count(Relaxed, Release), ["1*", "2"]);
    assert_eq!(count(Acquire, Relaxed), ["1*", "2"]);
}

/// The last owner of an `Arc` sees what the others have stored; a thread that only reads the count doesn't.
#[test]
fn owners() {
    let by_the_last = weak(|| {
        let data = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&data);
        thread::scope(|s| {
            s.spawn(move || theirs.store(1, Relaxed));
            print!("{:?}", Arc::into_inner(data).map(AtomicU32::into_inner));
        });
    });
    assert_eq!(by_the_last, ["None", "Some(1)"]);
    let by_the_count = weak(|| {
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
    assert_eq!(by_the_count, ["1 0*", "1 1", "2 0", "2 1"]);
}

/// Many stores are fine as long as few of them can be read; too many are reported.
#[test]
fn many_stores() {
    let count = weak(|| {
        let count = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| (0..40).for_each(|_| _ = count.fetch_add(1, AcqRel)));
        });
        print!("{}", count.load(Relaxed));
    });
    assert_eq!(count, ["40"]);
    let report = Plan::default().explore(|| {
        let count = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| (0..40).for_each(|_| _ = count.fetch_add(1, Relaxed)));
            count.load(Relaxed);
        });
    });
    assert!(report.is_ok_and(|report| report.all && !report.with_freedoms));
}
