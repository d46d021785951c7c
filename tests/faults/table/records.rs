//! A record was touched by hand, lost, or left behind.

use crate::fault::Edit::{Append, Bytes, Delete, Rename, Replace, Swap, Write};
use crate::fault::Fault;

const CHECK_THEN_ACT: &str = "listings/examples/mutex_check_then_act.outcomes";
const SUM: &str = "listings/examples/introduction_sum.stdout";

/// A record of one outcome fewer than there are, as if exploration had written it.
const ONE_OF_TWO: &str = "All 4 schedules:\n\n4 of 4  ████████████████████\n  tickets left: -1\n";

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "edited",
        done: &[Replace(SUM, "2", "3")],
        check: ("programs", "introduction_sum"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "loosened to match anything",
        done: &[Write(SUM, "[..]\n")],
        check: ("programs", "introduction_sum"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "loosened to match any lines",
        done: &[Write(SUM, "...\n")],
        check: ("programs", "introduction_sum"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "deleted",
        done: &[Delete(SUM)],
        check: ("programs", "introduction_sum"),
        says: "HERE: is missing; write it with `cargo xtask bless` and review it",
    },
    Fault {
        name: "deleted, and nothing is run",
        done: &[Delete(SUM)],
        check: ("chapters", "programs::programs_have_records"),
        says: "listings/examples/introduction_sum.rs:1: has no record of what it prints; run `cargo xtask bless` and review it",
    },
    Fault {
        name: "of a refusal deleted",
        done: &[Delete("listings/compile_fail/mutex_no_unlock.stderr")],
        check: ("chapters", "programs::programs_have_records"),
        says: "listings/compile_fail/mutex_no_unlock.rs:1: has no record of what the compiler says; run `cargo xtask bless` and review it",
    },
    Fault {
        name: "emptied",
        done: &[Write(SUM, "")],
        check: ("chapters", "files_are_plain_text"),
        says: "HERE: is empty; restore it, or delete it if nothing belongs in it",
    },
    Fault {
        name: "swapped with another's",
        done: &[Swap(SUM, "listings/examples/mutex_counter.stdout")],
        check: ("programs", "introduction_sum"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "with CRLF",
        done: &[Replace(SUM, "\n", "\r\n")],
        check: ("chapters", "files_are_plain_text"),
        says: "HERE: ends a line in CRLF; save the file with LF",
    },
    Fault {
        name: "with CRLF, and the program is run",
        done: &[Replace(SUM, "\n", "\r\n")],
        check: ("programs", "introduction_sum"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "without its last line end",
        done: &[Replace(SUM, "\n", "")],
        check: ("chapters", "files_are_plain_text"),
        says: "HERE: does not end in a line end; add one",
    },
    Fault {
        name: "not UTF-8",
        done: &[Bytes(SUM, b"sum = 2\nM\xfcnze\n")],
        check: ("chapters", "files_are_plain_text"),
        says: "listings/examples/introduction_sum.stdout:2: is not UTF-8; save the file as UTF-8",
    },
    Fault {
        name: "stale after a rename",
        done: &[Rename("listings/examples/introduction_sum.rs", "listings/examples/introduction_total.rs")],
        check: ("chapters", "files_are_plain_text"),
        says: "listings/examples/introduction_sum.stdout:1: records introduction_sum.rs, which does not exist; rename it with its listing, or delete it",
    },
    Fault {
        name: "that excuses a program from being run",
        done: &[Write("listings/examples/introduction_sum.loom", "Causality violation\n")],
        check: ("chapters", "programs::programs_have_records"),
        says: "listings/examples/introduction_sum.rs:1: has undefined behavior and a record of what it prints; delete the record: no run of it says anything",
    },
    Fault {
        name: "that excuses a program from being run, in place of the right one",
        done: &[Delete(SUM), Write("listings/examples/introduction_sum.loom", "Causality violation\n")],
        check: ("litmus", "introduction_sum"),
        says: "listings/examples/introduction_sum.rs:1: has a record of undefined behavior, and loom reports no data race; delete introduction_sum.loom",
    },
    Fault {
        name: "exit status changed",
        done: &[Replace("listings/examples/introduction_seats.stderr", "(exit status 101)", "(exit status 0)")],
        check: ("programs", "introduction_seats"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "of edition 2021 edited",
        done: &[Replace("listings/examples/guards_if_let.2021.stdout", "true\nafter", "false\nafter")],
        check: ("programs", "guards_if_let"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "of edition 2021, and nothing differs",
        done: &[Write("listings/examples/introduction_sum.2021.stdout", "sum = 2\n")],
        check: ("programs", "introduction_sum"),
        says: "HERE: is not needed, both editions print the same; delete it",
    },
    Fault {
        name: "an outcome less",
        done: &[Write(CHECK_THEN_ACT, ONE_OF_TWO)],
        check: ("schedules", "mutex_check_then_act"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "number of schedules changed",
        done: &[Replace(CHECK_THEN_ACT, "All 6", "All 7")],
        check: ("chapters", "programs::programs_have_records"),
        says: "HERE: was edited by hand; run `cargo xtask bless` and review the change",
    },
    Fault {
        name: "no share before an outcome",
        done: &[Replace(CHECK_THEN_ACT, "All 6 schedules:\n\n", "All 6 schedules:\n\n  tickets left: 0\n")],
        check: ("chapters", "programs::programs_have_records"),
        says: "HERE: prints before the first share; run `cargo xtask bless` and review the change",
    },
    Fault {
        name: "of one outcome beside that of several",
        done: &[Write("listings/examples/mutex_check_then_act.stdout", "tickets left: 0\n")],
        check: ("chapters", "programs::programs_have_records"),
        says: "listings/examples/mutex_check_then_act.rs:1: has a record of one outcome and one of several; run `cargo xtask bless`",
    },
    Fault {
        name: "of outcomes that are loom's edited",
        done: &[Replace("listings/examples/memory_ordering_publish.outcomes", "price: 42", "price: 43")],
        check: ("litmus", "memory_ordering_publish"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "of a weakened ordering edited",
        done: &[Replace("listings/src/spin_lock/flag.loom", "Causality violation", "Casualty violation")],
        check: ("orderings", "spin_lock_flag"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "of Send and Sync edited",
        done: &[Replace("listings/send_and_sync.table", "**no**", "yes")],
        check: ("traits", "the_table_is_what_the_compiler_says"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "of Send and Sync on no page",
        done: &[Write("listings/mutex.table", "| one |\n")],
        check: ("chapters", "blocks::tables_are_shown"),
        says: "HERE: is on no page; show it: {{#include ../listings/mutex.table}}",
    },
    Fault {
        name: "of Send and Sync without a type",
        done: &[Append("listings/send_and_sync.types", "NoSuchType<u8>\n")],
        check: ("traits", "the_table_is_what_the_compiler_says"),
        says: "HERE: is no type of std (…); correct it",
    },
];
