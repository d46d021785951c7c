//! A part of a type is not shown as it is, or its memory orderings are not what they must be.

use crate::fault::Edit::{Append, Cut, Delete, Rename, Replace, Write};
use crate::fault::Fault;

const FLAG: &str = "listings/src/spin_lock/flag.rs";
const MUTEX: &str = "src/mutex.md";
const TALLY: &str = "listings/src/mutex/tally.rs";
const PARTS: (&str, &str) = ("chapters", "parts::parts_of_types_exist_and_are_shown");

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "unknown anchor",
        done: &[Replace(MUTEX, "tally.rs:lock}}", "tally.rs:key}}")],
        check: PARTS,
        says: "HERE: listings/src/mutex/tally.rs has no anchor key; write `// ANCHOR: …` there, or correct the name",
    },
    Fault {
        name: "unclosed anchor",
        done: &[Replace(TALLY, "// ANCHOR_END: lock", "")],
        check: PARTS,
        says: "src/mutex.md:…: the anchor lock of listings/src/mutex/tally.rs is not closed; write `// ANCHOR_END: …` behind it",
    },
    Fault {
        name: "empty anchor",
        done: &[Replace(TALLY, "// ANCHOR: lock\n", "// ANCHOR: lock\n// ANCHOR_END: lock\n")],
        check: PARTS,
        says: "src/mutex.md:…: the anchor lock of listings/src/mutex/tally.rs is empty; put the lines to show between its marks",
    },
    Fault {
        name: "anchor on no page",
        done: &[Append(TALLY, "// ANCHOR: more\n// ANCHOR_END: more\n")],
        check: PARTS,
        says: "HERE: the anchor more is on no page; show it, or drop it",
    },
    Fault {
        name: "shown whole",
        done: &[Replace(MUTEX, "tally.rs:lock}}", "tally.rs}}")],
        check: PARTS,
        says: "HERE: includes the whole of listings/src/mutex/tally.rs; name an anchor: parts of types are anchored",
    },
    Fault {
        name: "moved away from its page",
        done: &[Rename(TALLY, "listings/src/mutex/count.rs")],
        check: PARTS,
        says: "HERE: is named by no `mod`, so nothing compiles it; add `pub mod count;` to its parent",
    },
    Fault {
        name: "included from where it is not",
        done: &[Replace(MUTEX, "mutex/tally.rs:lock}}", "mutex/count.rs:lock}}")],
        check: PARTS,
        says: "HERE: includes listings/src/mutex/count.rs, which does not exist; correct the path",
    },
    Fault {
        name: "compiled by nobody",
        done: &[Replace("listings/src/mutex.rs", "pub mod tally;", "")],
        check: PARTS,
        says: "listings/src/mutex/tally.rs:1: is named by no `mod`, so nothing compiles it; add `pub mod tally;` to its parent",
    },
    Fault {
        name: "without a test of its own",
        done: &[Cut(FLAG, "#[test]")],
        check: PARTS,
        says: "listings/src/spin_lock/flag.rs:1: has no test of its own; write one below the type, in `mod tests`",
    },
    Fault {
        name: "an ordering weakened",
        done: &[Replace(FLAG, "store(false, Release)", "store(false, Relaxed)")],
        check: ("orderings", "spin_lock_flag"),
        says: "listings/src/spin_lock/flag.rs:1: loom finds a bug; mend the type or its model",
    },
    Fault {
        name: "every ordering weakened",
        done: &[
            Replace(FLAG, "true, Acquire, Relaxed)", "true, Relaxed, Relaxed)"),
            Replace(FLAG, "store(false, Release)", "store(false, Relaxed)"),
        ],
        check: ("orderings", "each_model_has_its_type"),
        says: "tests/models/spin_lock_flag.rs:1: models a type that has no ordering or does not exist; rename it with its type, or delete it",
    },
    Fault {
        name: "an ordering stronger than it need be",
        done: &[Replace(FLAG, "load(Relaxed)", "load(Acquire)")],
        check: ("orderings", "spin_lock_flag"),
        says: "HERE: Acquire weakened to Relaxed goes unnoticed (…); use the weaker one, or enlarge tests/models/spin_lock_flag.rs",
    },
    Fault {
        name: "an ordering that is not imported",
        done: &[Replace(FLAG, "::{Acquire, Relaxed, Release}", "::{Acquire, Release}"), Replace(FLAG, "load(Relaxed)", "load(Relaxed)")],
        check: ("orderings", "spin_lock_flag"),
        says: "listings/src/spin_lock/flag.rs:…: does not compile in edition 2024; mend it",
    },
    Fault {
        name: "a model that does not compile",
        done: &[Replace("tests/models/spin_lock_flag.rs", "flag.give_back()", "flag.give_away()")],
        check: ("orderings", "spin_lock_flag"),
        says: "HERE: does not compile in edition 2024; mend it",
    },
    Fault {
        name: "no model",
        done: &[Delete("tests/models/spin_lock_flag.rs")],
        check: ("orderings", "spin_lock_flag"),
        says: "listings/src/spin_lock/flag.rs:1: has orderings and no model; write tests/models/spin_lock_flag.rs",
    },
    Fault {
        name: "a model that looks at nothing",
        done: &[Write("tests/models/spin_lock_flag.rs", "fn model() {}\n")],
        check: ("orderings", "spin_lock_flag"),
        says: "listings/src/spin_lock/flag.rs:…: Acquire weakened to Relaxed goes unnoticed (…); use the weaker one, or enlarge tests/models/spin_lock_flag.rs",
    },
    Fault {
        name: "a model without a type",
        done: &[Write("tests/models/spin_lock_queue.rs", "fn model() {}\n")],
        check: ("orderings", "each_model_has_its_type"),
        says: "HERE: models a type that has no ordering or does not exist; rename it with its type, or delete it",
    },
];
