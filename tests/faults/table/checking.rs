//! The table of checkers, or the package beside it, says what is no longer so; a program with undefined behavior is taken for another.

use crate::fault::Edit::{After, Replace, Write};
use crate::fault::Fault;

const BOX_OFFICE: &str = "projects/checking_box_office/src/tests.rs";
const MUTEX: &str = "src/mutex.md";
const TABLE: &str = "listings/checking.table";

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "found later than the table says",
        done: &[Replace(TABLE, "**yes**, 12", "**yes**, 2")],
        check: ("checking", "checking_deadlock_by_shuttle_dfs"),
        says: "HERE: says “**yes**, 2” of the deadlock and shuttle, each, and it is “**yes**, 12”; run `cargo xtask bless checking`",
    },
    Fault {
        name: "tool renamed in the table",
        done: &[Replace(TABLE, "Miri, not run", "Miri")],
        check: ("checking", "checking_table"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "bug that plain runs show after all",
        done: &[Replace("listings/examples/checking_spurious_wake_up.rs", "assert!(*guard,", "assert!(!*guard,")],
        check: ("checking", "checking_spurious_wake_up_by_runs"),
        says: "listings/checking.table:1: says that no plain run shows the bug of checking_spurious_wake_up, and run 1 did; set `shows`",
    },
    Fault {
        name: "bug that nothing notices",
        done: &[Replace("listings/examples/checking_spurious_wake_up.rs", "assert!(*guard,", "assert!(*guard || true,")],
        check: ("checking", "checking_spurious_wake_up_called"),
        says: "src/checking.md:1: what it says of checking_spurious_wake_up as called is not so for Random,…; correct it",
    },
    Fault {
        name: "repair that is none",
        done: &[Replace("listings/examples/checking_lost_update.rs", "sold == 2", "sold == 1")],
        check: ("checking", "checking_lost_update_repaired"),
        says: "src/checking.md:1: what it says of checking_lost_update as repaired is not so for Random,…; correct it",
    },
    Fault {
        name: "package with a mistake",
        done: &[Replace("projects/checking_box_office/src/lib.rs", "sold < seats", "sold <= seats")],
        check: ("checking", "checking_box_office_std"),
        says: "projects/checking_box_office/src/lib.rs:1: does not pass `cargo test` in silence; mend it",
    },
    Fault {
        name: "package whose tests are blind",
        done: &[Replace(BOX_OFFICE, "assert_eq!(both.iter().flatten().count(), 1);", "drop(both);")],
        check: ("checking", "checking_box_office_lost_update"),
        says: "src/checking.md:1: `RUSTFLAGS=\"--cfg loom\" cargo test` does not object to the lost update in the package,…; correct",
    },
    Fault {
        name: "package with other versions",
        done: &[Replace("projects/checking_box_office/Cargo.lock", "name = \"loom\"\nversion = \"", "name = \"loom\"\nversion = \"9.")],
        check: ("checking", "checking_box_office_versions"),
        says: "projects/checking_box_office/Cargo.lock:…: name = \"loom\", version = \"9.…\" is not what Cargo.lock has; run `cargo update",
    },
    Fault {
        name: "command of the package that is not told",
        done: &[Replace("src/checking.md", "$ cargo test --features shuttle\n", "")],
        check: ("checking", "checking_box_office_shuttle"),
        says: "src/checking.md:1: does not tell its reader `$ cargo test --features shuttle`; restore it",
    },
    Fault {
        name: "manifest typed in",
        done: &[After(MUTEX, "# Mutex", "\n```toml\n[dependencies]\n```")],
        check: ("chapters", "blocks::no_code_is_typed_into_a_chapter"),
        says: "HERE: a fence `toml` outside a listing; make it a file under listings/ and show that",
    },
    Fault {
        name: "file of a package that is not shown",
        done: &[Write("projects/mutex_tickets/Cargo.toml", "[package]\nname = \"tickets\"\n")],
        check: ("chapters", "blocks::each_listing_is_shown_once_on_its_own_page"),
        says: "HERE: is on no page, and a reader copies the whole package; show it:",
    },
    Fault {
        name: "file of a package typed in",
        done: &[
            After(
                MUTEX,
                "# Mutex",
                "\n<figure class=\"listing\" id=\"mutex_tickets_cargo_toml\">\n<figcaption><a href=\"#mutex_tickets_cargo_toml\">mutex_tickets/Cargo.toml</a> · <b class=\"type\">file</b></figcaption>\n\n```toml\n[package]\n```\n\n</figure>",
            ),
            Write("projects/mutex_tickets/Cargo.toml", "[package]\nname = \"tickets\"\n"),
        ],
        check: ("chapters", "blocks::listings_are_shown_in_their_blocks"),
        says: "src/mutex.md:…: the block of mutex_tickets_cargo_toml says `[package]`; write `{{#include ../projects/mutex_tickets/Cargo.toml}}`",
    },
    Fault {
        name: "undefined behavior with an output",
        done: &[Write("listings/examples/mutex_counter.loom", "Causality violation\n")],
        check: ("chapters", "programs::programs_have_records"),
        says: "listings/examples/mutex_counter.rs:1: has undefined behavior and a record of what it prints; delete the record",
    },
    Fault {
        name: "undefined behavior that is none",
        done: &[Write("listings/examples/mutex_counter.loom", "Causality violation\n")],
        check: ("litmus", "mutex_counter"),
        says: "listings/examples/mutex_counter.rs:1: has a record of undefined behavior, and loom reports no data race; delete mutex_counter.loom",
    },
];
