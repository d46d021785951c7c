//! A part of a type is not shown as it is, or its memory orderings are not what they must be.

use crate::fault::Edit::{Append, Cut, Delete, Rename, Replace, Write};
use crate::fault::{Fault, fault};

const FLAG: &str = "listings/src/spin_lock/flag.rs";
const MUTEX: &str = "src/mutex.md";
const TALLY: &str = "listings/src/mutex/tally.rs";
const PARTS: (&str, &str) = ("chapters", "parts::parts_of_types_exist_and_are_shown");

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("unknown anchor", PARTS,
        &[Replace(MUTEX, "tally.rs:lock}}", "tally.rs:key}}")],
        "HERE: listings/src/mutex/tally.rs has no anchor key; write `// ANCHOR: …` there, or correct the name"),
    fault("unclosed anchor", PARTS,
        &[Replace(TALLY, "// ANCHOR_END: lock", "")],
        "src/mutex.md:…: the anchor lock of listings/src/mutex/tally.rs is not closed; write `// ANCHOR_END: …` behind it"),
    fault("empty anchor", PARTS,
        &[Replace(TALLY, "// ANCHOR: lock\n", "// ANCHOR: lock\n// ANCHOR_END: lock\n")],
        "src/mutex.md:…: the anchor lock of listings/src/mutex/tally.rs is empty; put the lines to show between its marks"),
    fault("anchor on no page", PARTS,
        &[Append(TALLY, "// ANCHOR: more\n// ANCHOR_END: more\n")],
        "HERE: the anchor more is on no page; show it, or drop it"),
    fault("shown whole", PARTS,
        &[Replace(MUTEX, "tally.rs:lock}}", "tally.rs}}")],
        "HERE: includes the whole of listings/src/mutex/tally.rs; name an anchor: parts of types are anchored"),
    fault("moved away from its page", PARTS,
        &[Rename(TALLY, "listings/src/mutex/count.rs")],
        "HERE: is named by no `mod`, so nothing compiles it; add `pub mod count;` to its parent"),
    fault("included from where it is not", PARTS,
        &[Replace(MUTEX, "mutex/tally.rs:lock}}", "mutex/count.rs:lock}}")],
        "HERE: includes listings/src/mutex/count.rs, which does not exist; correct the path"),
    fault("compiled by nobody", PARTS,
        &[Replace("listings/src/mutex.rs", "pub mod tally;", "")],
        "listings/src/mutex/tally.rs:1: is named by no `mod`, so nothing compiles it; add `pub mod tally;` to its parent"),
    fault("without a test of its own", PARTS,
        &[Cut(FLAG, "#[test]")],
        "listings/src/spin_lock/flag.rs:1: has no test of its own; write one below the type, in `mod tests`"),
    fault("an ordering weakened", ("orderings", "spin_lock_flag"),
        &[Replace(FLAG, "store(false, Release)", "store(false, Relaxed)")],
        "listings/src/spin_lock/flag.rs:1: loom finds a bug; fix the type or its model"),
    fault("every ordering weakened", ("orderings", "each_model_has_its_type"),
        &[Replace(FLAG, "true, Acquire, Relaxed)", "true, Relaxed, Relaxed)"), Replace(FLAG, "store(false, Release)", "store(false, Relaxed)")],
        "tests/orderings/models/spin_lock_flag.rs:1: models a type that has no ordering or does not exist; rename it with its type, or delete it"),
    fault("an ordering stronger than it need be", ("orderings", "spin_lock_flag"),
        &[Replace(FLAG, "load(Relaxed)", "load(Acquire)")],
        "HERE: Acquire weakened to Relaxed goes unnoticed (…); use the weaker one, or enlarge tests/orderings/models/spin_lock_flag.rs"),
    fault("an ordering that is not imported", ("orderings", "spin_lock_flag"),
        &[Replace(FLAG, "::{Acquire, Relaxed, Release}", "::{Acquire, Release}"), Replace(FLAG, "load(Relaxed)", "load(Relaxed)")],
        "listings/src/spin_lock/flag.rs:…: does not compile in edition 2024; fix it"),
    fault("a model that does not compile", ("orderings", "spin_lock_flag"),
        &[Replace("tests/orderings/models/spin_lock_flag.rs", "flag.give_back()", "flag.give_away()")],
        "HERE: does not compile in edition 2024; fix it"),
    fault("no model", ("orderings", "spin_lock_flag"),
        &[Delete("tests/orderings/models/spin_lock_flag.rs")],
        "listings/src/spin_lock/flag.rs:1: has orderings and no model; write tests/orderings/models/spin_lock_flag.rs"),
    fault("a model that looks at nothing", ("orderings", "spin_lock_flag"),
        &[Write("tests/orderings/models/spin_lock_flag.rs", "fn model() {}\n")],
        "listings/src/spin_lock/flag.rs:…: Acquire weakened to Relaxed goes unnoticed (…); use the weaker one, or enlarge tests/orderings/models/spin_lock_flag.rs"),
    fault("a model without a type", ("orderings", "each_model_has_its_type"),
        &[Write("tests/orderings/models/spin_lock_queue.rs", "fn model() {}\n")],
        "HERE: models a type that has no ordering or does not exist; rename it with its type, or delete it"),
];
