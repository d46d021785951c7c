//! The table of checkers, or the package beside it, says what is no longer so; a program with undefined behavior is taken for another.

use crate::fault::Edit::{After, Append, Replace, Write};
use crate::fault::{Fault, fault};

const BOX_OFFICE: &str = "projects/checking_box_office/src/tests.rs";
const MUTEX: &str = "src/mutex.md";
const TABLE: &str = "listings/checking.table";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("found later than the table says", ("checkers", "checking_deadlock_by_shuttle_dfs"),
        &[Replace(TABLE, "**yes**, 12", "**yes**, 2")],
        "HERE: says “**yes**, 2” of the deadlock and shuttle, each, and it is “**yes**, 12”; run `cargo xtask bless checking`"),
    fault("tool renamed in the table", ("checkers", "checking_table"),
        &[Replace(TABLE, "Miri, not run", "Miri")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`"),
    fault("bug that plain runs show after all", ("checkers", "checking_spurious_wake_up_by_runs"),
        &[Replace("listings/examples/checking_spurious_wake_up.rs", "assert!(*guard,", "assert!(!*guard,")],
        "listings/checking.table:1: says that no plain run shows the bug of checking_spurious_wake_up, and run 1 did; set `shows`"),
    fault("bug that nothing notices", ("checkers", "checking_spurious_wake_up_called"),
        &[Replace("listings/examples/checking_spurious_wake_up.rs", "assert!(*guard,", "assert!(*guard || true,")],
        "src/checking.md:1: what it says of checking_spurious_wake_up as called is not so for Random,…; correct it"),
    fault("repair that is none", ("checkers", "checking_lost_update_repaired"),
        &[Replace("listings/examples/checking_lost_update.rs", "sold == 2", "sold == 1")],
        "src/checking.md:1: what it says of checking_lost_update as repaired is not so for Random,…; correct it"),
    fault("package with a mistake", ("packages", "checking_box_office_std"),
        &[Replace("projects/checking_box_office/src/lib.rs", "sold < seats", "sold <= seats")],
        "projects/checking_box_office/src/lib.rs:1: does not pass `cargo test` in silence; fix it"),
    fault("package whose tests are blind", ("packages", "checking_box_office_lost_update"),
        &[Replace(BOX_OFFICE, "assert_eq!(both.iter().flatten().count(), 1);", "drop(both);")],
        "src/checking.md:1: `RUSTFLAGS=\"--cfg loom\" cargo test` does not object to the lost update in the package,…; correct"),
    fault("package with other versions", ("packages", "checking_box_office_versions"),
        &[Replace("projects/checking_box_office/Cargo.lock", "name = \"loom\"\nversion = \"", "name = \"loom\"\nversion = \"9.")],
        "projects/checking_box_office/Cargo.lock:…: name = \"loom\", version = \"9.…\" is not what Cargo.lock has; run `cargo update"),
    fault("mutex on futex with a mistake", ("packages", "build_a_mutex_futex_std"),
        &[Replace("projects/build_a_mutex_futex/src/lib.rs", "atomic_wait::{wait, wake_one}", "atomic_wait::{wait, wake_all}")],
        "projects/build_a_mutex_futex/src/lib.rs:1: does not pass `cargo test` in silence; fix it"),
    fault("mutex on futex with other versions", ("packages", "build_a_mutex_futex_versions"),
        &[Replace("projects/build_a_mutex_futex/Cargo.lock", "name = \"atomic-wait\"\nversion = \"", "name = \"atomic-wait\"\nversion = \"9.")],
        "projects/build_a_mutex_futex/Cargo.lock:…: name = \"atomic-wait\", version = \"9.…\" is not what Cargo.lock has; run `cargo update"),
    fault("command of the package that is not reported", ("packages", "checking_box_office_shuttle"),
        &[Replace("src/checking.md", "$ cargo test --features shuttle\n", "")],
        "src/checking.md:1: does not tell its reader `$ cargo test --features shuttle`; restore it"),
    fault("manifest typed in", ("chapters", "blocks::no_code_is_typed_into_a_chapter"),
        &[After(MUTEX, "# Mutex", "\n```toml\n[dependencies]\n```")],
        "HERE: a fence `toml` outside a listing; make it a file under listings/ and show that"),
    fault("file of a package that is not shown", ("chapters", "blocks::each_listing_is_shown_once_on_its_own_page"),
        &[Write("projects/mutex_tickets/Cargo.toml", "[package]\nname = \"tickets\"\n")],
        "HERE: is on no page; show it in src/mutex.md:"),
    fault("file of a package typed in", ("chapters", "blocks::listings_are_shown_in_their_blocks"),
        &[After(MUTEX, "# Mutex", "\n<figure class=\"listing\" id=\"mutex_tickets_cargo_toml\">\n<figcaption><a href=\"#mutex_tickets_cargo_toml\">mutex_tickets/Cargo.toml</a> · <b class=\"type\">file</b></figcaption>\n\n```toml\n[package]\n```\n\n</figure>"),
          Write("projects/mutex_tickets/Cargo.toml", "[package]\nname = \"tickets\"\n")],
        "src/mutex.md:…: the block of mutex_tickets_cargo_toml says `[package]`; write `{{#include ../projects/mutex_tickets/Cargo.toml}}`"),
    fault("undefined behavior with an output", ("chapters", "programs::programs_have_records"),
        &[Write("listings/examples/mutex_counter.loom", "Causality violation\n")],
        "listings/examples/mutex_counter.rs:1: has undefined behavior and a record of what it prints; delete the record"),
    fault("a report of undefined behavior edited", ("undefined", "checking_unsound_sync"),
        &[Append("listings/examples/checking_unsound_sync.loom", "More.\n")],
        "listings/examples/checking_unsound_sync.loom:…: …; fix the listing, or run `cargo xtask bless`"),
    fault("undefined behavior that is none", ("undefined", "mutex_counter"),
        &[Write("listings/examples/mutex_counter.loom", "Causality violation\n")],
        "listings/examples/mutex_counter.rs:1: has a record of undefined behavior, and loom reports no data race; delete mutex_counter.loom"),
];
