//! A program of a package does something else than its page says, or is no longer refused.

use crate::fault::Edit::{Append, Replace, Write};
use crate::fault::{Fault, fault};

const GUARD_IN_TASK: &str = "projects/async_tickets/refused/guard_in_task.rs";
const TASKS: &str = "projects/async_tickets/src/bin/tasks.rs";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("record of a package's program edited", ("packages", "async_tickets_cancelled"),
        &[Replace("projects/async_tickets/src/bin/cancelled.stdout", "together 90", "together 100")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`…"),
    fault("guard across an await that is not refused", ("packages", "async_tickets_guard_in_task"),
        &[Replace(GUARD_IN_TASK, "        task::yield_now().await;\n", "")],
        "projects/async_tickets/refused/guard_in_task.rs:14: marks …, and `cargo check` refuses []; correct the markers, or make it what is refused"),
    fault("lint that Clippy does not see", ("packages", "async_tickets_guard_in_join"),
        &[Replace("projects/async_tickets/refused/guard_in_join.rs", "await_holding_lock)]", "await_holding_refcell_ref)]")],
        "projects/async_tickets/refused/guard_in_join.rs:7: marks …, and `cargo clippy` refuses …, a warning…; correct the markers, or make it what is refused"),
    fault("words of a refusal edited", ("packages", "async_tickets_guard_in_task"),
        &[Replace("projects/async_tickets/refused/guard_in_task.stderr", "cannot be sent", "can be sent")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`…"),
    fault("program that ends, and the page says never", ("packages", "async_tickets_guard_in_join_is_stuck"),
        &[Replace("projects/async_tickets/refused/guard_in_join.rs", "sell(&left), sell(&left)", "sell(&left)")],
        "src/async.md:1: says that guard_in_join never ends, and its run says …; correct the page, or STUCK in tests/packages.rs"),
    fault("program of a package that depends on chance", ("packages", "async_tickets_tasks"),
        &[Replace(TASKS, "both have been spawned\"", "{}\", std::process::id()")],
        "projects/async_tickets/src/bin/tasks.rs:1: prints something else in run 2; leave nothing to chance:"),
    fault("program of a package that panics", ("packages", "async_tickets_tasks"),
        &[Replace(TASKS, "    ben.await", "    assert_eq!(1, 2);\n    ben.await")],
        "projects/async_tickets/src/bin/tasks.rs:1: fails in run 1; fix it:"),
    fault("program of a package with a warning", ("packages", "async_tickets_tasks"),
        &[Replace(TASKS, "    println!(\"both", "    let unused = 0;\n    println!(\"both")],
        "HERE: is not compiled in silence; fix it:"),
    fault("test of a package that nobody runs", ("packages", "each_test_is_run"),
        &[Append("projects/lock_free_stack/src/lib.rs", "\n#[test]\nfn pops() {\n    assert_eq!(1 + 1, 3);\n}\n")],
        "projects/lock_free_stack/Cargo.toml:1: has 1 tests, and 0 are run; name them in TESTED of tests/packages.rs"),
    fault("test in the documentation of a package that nobody runs", ("packages", "each_test_is_run"),
        &[Append("projects/lock_free_stack/src/lib.rs", "\n/// ```\n/// assert_eq!(1 + 1, 3);\n/// ```\npub fn pops() {}\n")],
        "projects/lock_free_stack/Cargo.toml:1: has 1 tests, and 0 are run; name them in TESTED of tests/packages.rs"),
    fault("record of a program that is gone", ("chapters", "files::every_file_belongs_to_the_book"),
        &[Write("projects/async_tickets/src/bin/gone.stdout", "gone\n")],
        "HERE: goes with projects/async_tickets/src/bin/gone.rs, which does not exist; rename it with that, or delete it"),
];
