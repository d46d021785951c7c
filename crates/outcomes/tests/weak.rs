//! What weaker orderings add to the outcomes of programs that have more than atomics; litmus tests are in `memory`, and what synchronizes in `data_races.rs`.

use std::collections::BTreeSet;
use std::sync::Arc as StdArc;

use outcomes::explore::{Plan, explore};
use outcomes::sync::Arc;
use outcomes::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use outcomes::sync::atomic::{AtomicBool, AtomicU32, Ordering};
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
