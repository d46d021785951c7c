//! A listing is not what it was, or not what a listing must be.

use crate::fault::Edit::{After, Append, Delete, Rename, Replace, Write};
use crate::fault::Fault;

const CHECK_THEN_ACT: &str = "listings/examples/mutex_check_then_act.rs";
const IF_LET: &str = "listings/examples/guards_if_let.rs";
const ORDERED: &str = "listings/examples/deadlock_ordered.rs";
const SEATS: &str = "listings/examples/introduction_seats.rs";
const SUM: &str = "listings/examples/introduction_sum.rs";

/// A program that needs nothing and prints one line.
const PROGRAM: &str = "fn main() {\n    println!(\"one\");\n}\n";

/// A program whose two threads print, and which says neither `thread::spawn` nor `thread::scope`.
const BY_SHORT_NAMES: &str = "use std::thread::{scope, spawn};\n\nfn main() {\n    scope(|s| {\n        s.spawn(|| println!(\"one\"));\n        s.spawn(|| println!(\"two\"));\n    });\n    spawn(|| ()).join().unwrap();\n}\n";

/// A program that prints nine numbers in whatever order their hashes have in this run.
const OF_A_HASH: &str =
    "use std::collections::HashSet;\n\nfn main() {\n    let seats: HashSet<u32> = (1..10).collect();\n    println!(\"{seats:?}\");\n}\n";

/// A program in which, in edition 2021 alone, the guard of the condition is still held in `else`, so that the other thread may find the lock taken.
const BY_EDITION: &str = "use std::sync::Mutex;\nuse std::thread;\n\nfn main() {\n    let sum = Mutex::new(0);\n    let taken = if let 1 = *sum.lock().unwrap() {\n        false\n    } else {\n        thread::scope(|s| {\n            let other = s.spawn(|| sum.try_lock().is_err());\n            other.join().unwrap()\n        })\n    };\n    println!(\"sum = {}\", if taken { 1 } else { 2 });\n}\n";

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "output changed",
        done: &[Replace(SUM, "sum = {sum}", "total = {sum}")],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.stdout:1: is not what happened; mend the listing",
    },
    Fault {
        name: "one space more in the output",
        done: &[Replace(SUM, "sum = {sum}", "sum = {sum} ")],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.stdout:1: is not what happened; mend the listing",
    },
    Fault {
        name: "output without its line end",
        done: &[Replace(SUM, "println!", "print!")],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.stdout:1: is not what happened; mend the listing",
    },
    Fault {
        name: "one line more in the output",
        done: &[After(SEATS, "    println!(\"{} guests", "    println!(\"and a cat\");")],
        check: ("programs", "introduction_seats"),
        says: "listings/examples/introduction_seats.stdout:2: is not what happened; mend the listing",
    },
    Fault {
        name: "prints nothing any more",
        done: &[Replace(SUM, "    println!(\"sum = {sum}\");\n", "")],
        check: ("programs", "introduction_sum"),
        says: "introduction_sum.rs:1: prints nothing; print what the listing shows",
    },
    Fault {
        name: "extra line on standard error",
        done: &[After(SUM, "    println!", "    eprintln!(\"done\");")],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.stderr:1: is missing; write it with `cargo xtask bless` and review it",
    },
    Fault {
        name: "an assertion fails",
        done: &[Replace(SUM, "assert_eq!(sum, 2)", "assert_eq!(sum, 3)")],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.stdout:1: is not what happened; mend the listing",
    },
    Fault {
        name: "panics no more",
        done: &[Replace(SEATS, "let last = seats.len();", "let last = seats.len() - 1;")],
        check: ("programs", "introduction_seats"),
        says: "listings/examples/introduction_seats.stdout:2: is not what happened; mend the listing",
    },
    Fault {
        name: "panics with another message",
        done: &[Replace(SEATS, "seats[last]", "seats[last + 1]")],
        check: ("programs", "introduction_seats"),
        says: "listings/examples/introduction_seats.stderr:3: is not what happened; mend the listing",
    },
    Fault {
        name: "panics on another line",
        done: &[Replace(SEATS, "fn main() {\n", "fn main() {\n\n")],
        check: ("programs", "introduction_seats"),
        says: "listings/examples/introduction_seats.stderr:2: is not what happened; mend the listing",
    },
    Fault {
        name: "another exit status",
        done: &[After(SUM, "    println!", "    std::process::exit(3);")],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.rs:1: ended with exit status 3; a listing ends with status 0, or 101 when it panics",
    },
    Fault {
        name: "ended by a signal",
        done: &[After(SUM, "    println!", "    std::process::abort();")],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.rs:1: ended with a signal; a listing ends with status 0, or 101 when it panics",
    },
    Fault {
        name: "hangs",
        done: &[After(IF_LET, "    println!(\"afterwards", "    let _never = std::sync::mpsc::channel::<u8>().1.recv();\n    loop {}")],
        check: ("programs", "guards_if_let"),
        says: "listings/examples/guards_if_let.rs:1: did not end within 5 s; make it end",
    },
    Fault {
        name: "panic in a thread that nobody joins",
        done: &[After(
            SUM,
            "    println!",
            "    let (tx, rx) = std::sync::mpsc::channel::<u8>();\n    thread::spawn(move || {\n        let _tx = tx;\n        panic!(\"lost\");\n    });\n    assert!(rx.recv().is_err());",
        )],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.stderr:1: is missing; write it with `cargo xtask bless` and review it",
    },
    Fault {
        name: "panic in a thread that may not come to it",
        done: &[After(SUM, "    println!", "    thread::spawn(|| panic!(\"lost\"));")],
        check: ("schedules", "introduction_sum"),
        says: "HERE: starts a thread that panics and that nobody joins…; join it",
    },
    Fault {
        name: "needs a newer edition",
        done: &[Replace(SUM, "    assert_eq!", "    if let Some(n) = Some(sum) && n > 2 {}\n    assert_eq!")],
        check: ("programs", "introduction_sum"),
        says: "HERE: does not compile in edition 2021; mend it",
    },
    Fault {
        name: "needs an older edition",
        done: &[Replace(SUM, "    assert_eq!", "    let gen = sum;\n    assert_eq!(gen, sum);\n    assert_eq!")],
        check: ("programs", "introduction_sum"),
        says: "HERE: the compiler says `error: expected identifier, found reserved keyword `gen``; mend it",
    },
    Fault {
        name: "prints something else in another edition",
        done: &[Delete("listings/examples/guards_if_let.2021.stdout")],
        check: ("programs", "guards_if_let"),
        says: "listings/examples/guards_if_let.rs:1: prints something else in edition 2021; mend it",
    },
    Fault {
        name: "needs an external crate",
        done: &[Replace(SUM, "use std::thread;", "use rand::random as _;\nuse std::thread;")],
        check: ("programs", "introduction_sum"),
        says: "HERE: the compiler says `error: unresolved import `rand``; mend it",
    },
    Fault {
        name: "needs an external crate by an old word",
        done: &[Replace(SUM, "use std::sync", "extern crate rand;\nuse std::sync")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a listing needs another crate; use std alone",
    },
    Fault {
        name: "warns",
        done: &[Replace(SUM, "    assert_eq!", "    let unused = sum;\n    assert_eq!")],
        check: ("programs", "introduction_sum"),
        says: "HERE: the compiler says `warning: unused variable: `unused``; mend it",
    },
    Fault {
        name: "does not compile",
        done: &[Replace(SUM, "sum.into_inner()", "sum.into_outer()")],
        check: ("programs", "introduction_sum"),
        says: "HERE: the compiler says `error: no method named `into_outer` found…`; mend it",
    },
    Fault {
        name: "an outcome more",
        done: &[Replace(CHECK_THEN_ACT, "0..2", "0..3")],
        check: ("schedules", "mutex_check_then_act"),
        says: "listings/examples/mutex_check_then_act.outcomes:1: is not what happened; mend the listing",
    },
    Fault {
        name: "an outcome less",
        done: &[Replace(CHECK_THEN_ACT, "0..2", "0..1")],
        check: ("schedules", "mutex_check_then_act"),
        says: "listings/examples/mutex_check_then_act.outcomes:1: stands here though exploration finds only one outcome; run `cargo xtask bless`",
    },
    Fault {
        name: "a lock let go of between look and change",
        done: &[Replace(
            SUM,
            "|| *sum.lock().unwrap() += 1",
            "|| {\n            let seen = *sum.lock().unwrap();\n            *sum.lock().unwrap() = seen + 1;\n        }",
        )],
        check: ("schedules", "introduction_sum"),
        says: "listings/examples/introduction_sum.stdout:1: stands here though exploration finds more outcomes; run `cargo xtask bless`",
    },
    Fault {
        name: "two locks in two orders",
        done: &[Replace(ORDERED, "let from_first = from.id < to.id;", "let from_first = true;")],
        check: ("schedules", "deadlock_ordered"),
        says: "listings/examples/deadlock_ordered.stdout:1: stands here though exploration finds more outcomes; run `cargo xtask bless`",
    },
    Fault {
        name: "real runs do what no outcome says",
        done: &[Replace(CHECK_THEN_ACT, "tickets left", "left")],
        check: ("programs", "mutex_check_then_act"),
        says: "listings/examples/mutex_check_then_act.outcomes:1: a real run did what no recorded outcome says; run `cargo xtask bless`",
    },
    Fault {
        name: "output that depends on the time",
        done: &[Replace(SUM, "println!(\"sum = {sum}\")", "println!(\"sum = {sum} {:?}\", std::time::Instant::now())")],
        check: ("programs", "introduction_sum"),
        says: "listings/examples/introduction_sum.stdout:1: is not what happened; mend the listing",
    },
    Fault {
        name: "output in the order of a hash",
        done: &[Write(SEATS, OF_A_HASH)],
        check: ("programs", "introduction_seats"),
        says: "HERE: prints something else in another run; let it depend on nothing but its text",
    },
    Fault {
        name: "outcomes that differ by edition",
        done: &[Write(SUM, BY_EDITION)],
        check: ("schedules", "introduction_sum"),
        says: "HERE: has other outcomes in edition 2021; write it so that it does the same in both",
    },
    Fault {
        name: "another program in another edition, for loom",
        done: &[Replace(
            "listings/examples/memory_ordering_publish.rs",
            "    let price = AtomicU32::new(0);",
            "    let price = AtomicU32::new(0);\n    if let 1 = *Box::new(0) {\n    } else {\n        drop(());\n    }",
        )],
        check: ("litmus", "memory_ordering_publish"),
        says: "listings/examples/memory_ordering_publish.rs:1: is another program in edition 2021; write it so that it is the same in both",
    },
    Fault {
        name: "output that seldom depends on the time",
        done: &[Replace(
            SUM,
            "    assert_eq!",
            "    let slow = std::time::Instant::now().elapsed().as_secs() > 9;\n    assert!(!slow);\n    assert_eq!",
        )],
        check: ("schedules", "introduction_sum"),
        says: "HERE: `Instant` is out of the explorer's sight: real time does not pass while it explores; take it out, or name the listing with the reason in NOT_EXPLORED",
    },
    Fault {
        name: "leaves the explorer's sight by ending its process",
        done: &[After(SUM, "    println!", "    std::process::exit(0);")],
        check: ("schedules", "introduction_sum"),
        says: "HERE: `process::` is out of the explorer's sight: it runs all schedules in one process; take it out, or name the listing",
    },
    Fault {
        name: "leaves the explorer's sight by a static mut",
        done: &[Append(SUM, "\nstatic mut TOTAL: u32 = 0;\n")],
        check: ("schedules", "introduction_sum"),
        says: "HERE: `static mut` is out of the explorer's sight: it cannot make one anew for each schedule; take it out, or name the listing",
    },
    Fault {
        name: "uses what the explorer has no double of",
        done: &[Replace(SUM, "use std::thread;", "use std::sync::ReentrantLock as _;\nuse std::thread;")],
        check: ("schedules", "introduction_sum"),
        says: "HERE: cannot be explored, the doubles in crates/outcomes lack something (…); add it, or name the listing with the reason in NOT_EXPLORED",
    },
    Fault {
        name: "no `main`",
        done: &[Replace(SUM, "fn main()", "fn start()")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "listings/examples/introduction_sum.rs:1: has no `fn main()`; make it a whole program",
    },
    Fault {
        name: "77 columns",
        done: &[Append(SUM, "// 45678901234567890123456789012345678901234567890123456789012345678901234567\n")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: is 77 columns wide; break the line: the page shows 76",
    },
    Fault {
        name: "sleeps",
        done: &[After(SUM, "fn main()", "    thread::sleep(std::time::Duration::from_millis(1));")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a listing sleeps; let a lock, a channel or a join make the order",
    },
    Fault {
        name: "prints what its machine has",
        done: &[After(SUM, "    println!", "    println!(\"{}\", std::env::consts::OS);")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a listing depends on the environment; take it out: it prints the same on every machine",
    },
    Fault {
        name: "prints an address in memory",
        done: &[After(SUM, "    println!", "    println!(\"{:p}\", &sum);")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a listing depends on an address in memory; take it out: it prints the same on every machine",
    },
    Fault {
        name: "not formatted",
        done: &[Replace(SUM, "    assert_eq!", "  assert_eq!")],
        check: ("format", "listings_and_models_are_formatted"),
        says: "listings/examples/introduction_sum.rs:…: is not formatted; run `rustfmt --edition 2024 listings/examples/introduction_sum.rs`",
    },
    Fault {
        name: "leaves the explorer's sight by a short name for a thread",
        done: &[Write(SUM, BY_SHORT_NAMES), Write("listings/examples/introduction_sum.stdout", "one\ntwo\n")],
        check: ("schedules", "introduction_sum"),
        says: "listings/examples/introduction_sum.stdout:1: stands here though exploration finds more outcomes; run `cargo xtask bless`",
    },
    Fault {
        name: "line on standard error, of a program with several outcomes",
        done: &[After(CHECK_THEN_ACT, "    println!", "    eprintln!(\"done\");")],
        check: ("programs", "mutex_check_then_act"),
        says: "listings/examples/mutex_check_then_act.rs:1: writes to standard error, which a record of outcomes does not show; print it, or take it out",
    },
    Fault {
        name: "begins with a mark that nobody sees",
        done: &[Replace(SUM, "use std::sync", "\u{feff}use std::sync")],
        check: ("chapters", "files_are_plain_text"),
        says: "HERE: holds a character that nobody sees; take it out, or write a space",
    },
    Fault {
        name: "imports by glob",
        done: &[Replace(SUM, "use std::thread;", "use std::thread::{self, *};")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a listing imports by glob; name what it uses",
    },
    Fault {
        name: "silences the compiler",
        done: &[Replace(SUM, "use std::sync", "#![allow(unused)]\nuse std::sync")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a listing silences the compiler; mend what it warns of: a reader's compiler warns too",
    },
    Fault {
        name: "is another program for the explorer",
        done: &[Replace(SUM, "use std::thread;", "#[cfg(not(test))]\nuse std::thread;")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a listing has a `cfg`; drop it: the page and the explorer see the same text",
    },
    Fault {
        name: "has an anchor, which the page would show",
        done: &[Replace(SUM, "use std::sync", "// ANCHOR: all\nuse std::sync")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a whole program has an anchor; drop it: the page shows the whole file",
    },
    Fault {
        name: "runs and marks an error",
        done: &[Replace(SUM, "use std::thread;", "use std::thread; // error[E0432]")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "HERE: a program that runs marks an error; move it to listings/compile_fail, or drop the mark",
    },
    Fault {
        name: "on no page",
        done: &[Write("listings/examples/mutex_extra.rs", PROGRAM), Write("listings/examples/mutex_extra.stdout", "one\n")],
        check: ("chapters", "blocks::each_listing_is_shown_once_on_its_own_page"),
        says: "HERE: is on no page; show it in src/mutex.md:",
    },
    Fault {
        name: "of no chapter",
        done: &[Rename(SUM, "listings/examples/addition_sum.rs")],
        check: ("chapters", "blocks::each_listing_is_shown_once_on_its_own_page"),
        says: "HERE: has a name that begins with no chapter's; rename it <chapter>_<slug>.rs",
    },
    Fault {
        name: "a name for two listings",
        done: &[Write("listings/compile_fail/introduction_sum.rs", PROGRAM)],
        check: ("chapters", "files_are_plain_text"),
        says: "HERE: has the same name as listings/examples/introduction_sum.rs; rename one: a name is an identity",
    },
    Fault {
        name: "in a folder where nobody looks",
        done: &[Write("listings/examples/more/mutex_extra.rs", PROGRAM)],
        check: ("chapters", "files_are_plain_text"),
        says: "listings/examples/more:1: is a folder among the listings, in which nobody looks; move its files up, or delete it",
    },
    Fault {
        name: "beside a file that is none",
        done: &[Write("listings/examples/introduction_sum.txt", "sum = 2\n")],
        check: ("chapters", "files_are_plain_text"),
        says: "HERE: is neither a listing nor a record; delete it, or end its name in .rs",
    },
];
