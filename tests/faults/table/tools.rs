//! The tools are not those that the project names, or a check does not run.

use crate::fault::Edit::{After, Append, Delete, Link, Replace, Write};
use crate::fault::Fault;

const MANIFEST: &str = "Cargo.toml";

const ASKS: (&str, &str) = ("checks", "every_check_asks_something");
const FOR_ITS_CHECKOUT: (&str, &str) = ("toolchain", "the_checker_is_compiled_for_its_checkout");
const AS_BY_A_READER: (&str, &str) = ("toolchain", "listings_are_compiled_as_by_a_reader");
const PACKAGES: (&str, &str) = ("checks", "every_package_is_tested");
const UNNOTICED: (&str, &str) = ("checks", "what_nobody_notices_is_explained");
const STOCK: (&str, &str) = ("toolchain", "the_book_is_stock");

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "another rustc",
        done: &[Replace("rust-toolchain.toml", "channel = \"1.", "channel = \"0.")],
        check: ("toolchain", "the_compiler_is_the_pinned_one"),
        says: "HERE: pins rustc 0.…, this is 1.…; run `rustup toolchain install 0.…`",
    },
    Fault {
        name: "another rust-version in the manifest",
        done: &[Replace(MANIFEST, "rust-version = \"1.", "rust-version = \"0.")],
        check: ("toolchain", "editions_and_versions_agree"),
        says: "HERE: does not agree with the rest of the project; write \"1.…\" for `rust-version`",
    },
    Fault {
        name: "another edition in book.toml than in Cargo",
        done: &[Replace("book.toml", "edition = \"2024\"", "edition = \"2021\"")],
        check: ("toolchain", "editions_and_versions_agree"),
        says: "HERE: does not agree with the rest of the project; write \"2024\" for `edition`",
    },
    Fault {
        name: "another edition in Cargo",
        done: &[Replace(MANIFEST, "edition = \"2024\"", "edition = \"2021\"")],
        check: ("toolchain", "editions_and_versions_agree"),
        says: "HERE: does not agree with the rest of the project; write \"2024\" for `edition`",
    },
    Fault {
        name: "no edition in book.toml",
        done: &[Replace("book.toml", "edition = \"2024\"", "")],
        check: ("toolchain", "editions_and_versions_agree"),
        says: "book.toml:1: says nothing of `edition`; write \"2024\"",
    },
    Fault {
        name: "mdBook of another version than the lock",
        done: &[Replace(MANIFEST, "mdbook-driver = \"=0.", "mdbook-driver = \"=9.")],
        check: ("toolchain", "one_mdbook_renders_the_book"),
        says: "Cargo.lock:…: mdbook-core is 0.…, Cargo.toml pins mdBook 9.…; run `cargo update mdbook-core --precise 9.…`",
    },
    Fault {
        name: "a part of mdBook of another version",
        done: &[Replace("Cargo.lock", "name = \"mdbook-html\"\nversion = \"0.", "name = \"mdbook-html\"\nversion = \"9.")],
        check: ("toolchain", "one_mdbook_renders_the_book"),
        says: "HERE: mdbook-html is 9.…, Cargo.toml pins mdBook 0.…; run `cargo update mdbook-html --precise 0.…`",
    },
    Fault {
        name: "no version of mdBook is pinned",
        done: &[Replace(MANIFEST, "mdbook-driver = \"=", "mdbook-driver = \"")],
        check: ("toolchain", "one_mdbook_renders_the_book"),
        says: "Cargo.toml:1: pins no mdBook; write `mdbook-driver = \"=…\"`",
    },
    Fault {
        name: "a template for another mdBook",
        done: &[Replace("theme/index.hbs", "mdBook 0.", "mdBook 9.")],
        check: ("policy", "the_template_is_for_the_pinned_mdbook"),
        says: "HERE: is not written for mdBook 0.…, which Cargo.toml pins; compare it with that version's own index.hbs",
    },
    Fault {
        name: "a template without the policy",
        done: &[Replace("theme/head.hbs", "default-src 'none'", "default-src *")],
        check: ("policy", "pages_keep_the_policy"),
        says: "HERE: mutex.html has the policies …; mend the template or the chapter",
    },
    Fault {
        name: "a plugin of mdBook",
        done: &[Append("book.toml", "\n[preprocessor.mermaid]\n")],
        check: STOCK,
        says: "HERE: has a plugin; take it out: stock mdBook gives the whole book",
    },
    Fault {
        name: "requests to the playground",
        done: &[Replace("book.toml", "runnable = false", "runnable = true")],
        check: STOCK,
        says: "HERE: does not agree with the rest of the project; write false for `runnable`",
    },
    Fault {
        name: "empty pages for missing ones",
        done: &[Replace("book.toml", "create-missing = false", "create-missing = true")],
        check: STOCK,
        says: "HERE: does not agree with the rest of the project; write false for `create-missing`",
    },
    Fault {
        name: "listings with a dependency",
        done: &[Append("listings/Cargo.toml", "\n[dependencies]\nrand = \"0.9\"\n")],
        check: ("toolchain", "listings_have_no_dependencies"),
        says: "HERE: has dependencies; take them out: a listing is std only",
    },
    Fault {
        name: "warnings silenced for all",
        done: &[After(".cargo/config.toml", "[build]", "rustflags = [\"-Awarnings\"]")],
        check: AS_BY_A_READER,
        says: "HERE: makes the listings others than those that a reader compiles, by `rustflags`; take the line out",
    },
    Fault {
        name: "a checker that stays what it was in another folder",
        done: &[Replace(".cargo/config.toml", "relative = true", "relative = false")],
        check: FOR_ITS_CHECKOUT,
        says: "HERE: does not agree with the rest of the project; write { value = \".\", relative = true, force = true } for `GUARDED_CHECKOUT`",
    },
    Fault {
        name: "a build folder for two checkouts",
        done: &[Replace(".cargo/config.toml", "{workspace-root}/target", "/tmp/target")],
        check: FOR_ITS_CHECKOUT,
        says: "HERE: does not agree with the rest of the project; write \"{workspace-root}/target\" for `build-dir`",
    },
    Fault {
        name: "warnings silenced by the environment",
        done: &[Append(".cargo/config.toml", "RUSTFLAGS = \"-Awarnings\"\n")],
        check: AS_BY_A_READER,
        says: ".cargo/config.toml:…: makes the listings others than those that a reader compiles, by `RUST`; take the line out",
    },
    Fault {
        name: "a warning silenced for the listings",
        done: &[After("listings/Cargo.toml", "[lints.rust]", "unused_variables = \"allow\"")],
        check: AS_BY_A_READER,
        says: "HERE: makes the listings others than those that a reader compiles, by `\"allow\"`; take the line out",
    },
    Fault {
        name: "sums that overflow without a panic",
        done: &[After(MANIFEST, "[profile.dev]", "overflow-checks = false")],
        check: AS_BY_A_READER,
        says: "HERE: makes the listings others than those that a reader compiles, by `overflow-checks`; take the line out",
    },
    Fault {
        name: "a symbolic link, which Windows checks out as text",
        done: &[Link("src/listings", "../listings")],
        check: ("toolchain", "nothing_is_a_symbolic_link"),
        says: "src/listings:1: is a symbolic link; put a file in its place",
    },
    Fault {
        name: "skeptic not given a page",
        done: &[
            Write("listings/examples/mutex_extra.rs", "fn main() {\n    println!(\"one\");\n}\n"),
            Write("listings/examples/mutex_extra.stdout", "one\n"),
            Write("src/extra.md", "# Extra\n"),
        ],
        check: ("skeptic", "tests::every_program_was_given_to_skeptic"),
        says: "crates/skeptic/build.rs:1: skeptic was not given mutex_extra; show each in its block on a page of src/SUMMARY.md",
    },
    Fault { name: "a test file emptied", done: &[Write("tests/links.rs", "")], check: ASKS, says: "HERE: tests nothing; restore it" },
    Fault {
        name: "the faults emptied",
        done: &[Write("tests/faults/main.rs", "fn main() {}\n")],
        check: ASKS,
        says: "HERE: tests nothing; restore it",
    },
    Fault {
        name: "a test file deleted",
        done: &[Delete("tests/policy.rs")],
        check: ASKS,
        says: "HERE: is missing; restore it, or take its name out of CHECKS in tests/checks.rs",
    },
    Fault {
        name: "a test file that nobody watches",
        done: &[Write("tests/weather.rs", "#[test]\nfn it_is_fine() {}\n")],
        check: ASKS,
        says: "HERE: is a check that nobody watches; name it in CHECKS of tests/checks.rs",
    },
    Fault {
        name: "a module of a test left out",
        done: &[Replace("tests/chapters/main.rs", "mod style;\n", "")],
        check: ("checks", "every_module_of_a_check_is_compiled"),
        says: "tests/chapters/style.rs:1: is compiled by nobody; write `mod style;` in tests/chapters/main.rs",
    },
    Fault {
        name: "a table of faults left out",
        done: &[Replace("tests/faults/table.rs", "mod types;\n", "")],
        check: ("checks", "every_module_of_a_check_is_compiled"),
        says: "tests/faults/table/types.rs:1: is compiled by nobody; write `mod types;` in tests/faults/table.rs",
    },
    Fault {
        name: "a test whose `main` nobody calls",
        done: &[Replace(MANIFEST, "[[test]]\nname = \"programs\"\nharness = false\n", "")],
        check: ("checks", "every_check_is_run_as_what_it_is"),
        says: "tests/programs.rs:1: has a `main` that nobody calls; write `[[test]]`, `name = \"programs\"` and `harness = false` in Cargo.toml",
    },
    Fault {
        name: "a test without a harness",
        done: &[Append(MANIFEST, "\n[[test]]\nname = \"links\"\nharness = false\n")],
        check: ("checks", "every_check_is_run_as_what_it_is"),
        says: "tests/links.rs:1: has no `main`, and no harness runs its tests; take it out of Cargo.toml's `[[test]]`",
    },
    Fault {
        name: "a test that Cargo does not run",
        done: &[After(MANIFEST, "name = \"refusals\"", "test = false")],
        check: PACKAGES,
        says: "HERE: keeps a test from being run; take the line out",
    },
    Fault {
        name: "the faults that nobody runs",
        done: &[Replace("xtask/src/ci.rs", "[\"test\", \"--test\", \"faults\"]", "[\"test\"]")],
        check: PACKAGES,
        says: "Cargo.toml:…: keeps a test from being run; take the line out",
    },
    Fault {
        name: "skeptic left out of `cargo test`",
        done: &[Replace(MANIFEST, "default-members = [", "default-members = [] # [")],
        check: PACKAGES,
        says: "HERE: lets `cargo test` leave crates/skeptic out; name it in `default-members`",
    },
    Fault {
        name: "no documentation tests of the types",
        done: &[Append("listings/Cargo.toml", "\n[lib]\ndoctest = false\n")],
        check: PACKAGES,
        says: "listings/Cargo.toml:…: keeps a test from being run; take the line out",
    },
    Fault {
        name: "no documentation of std to look names up in",
        done: &[Replace("rust-toolchain.toml", ", \"rust-docs\"", "")],
        check: ("toolchain", "the_parts_of_the_toolchain_are_named"),
        says: "HERE: does not agree with the rest of the project; write \"rust-docs\" for `components`",
    },
    Fault {
        name: "a test ignored",
        done: &[After("tests/traits.rs", "#[test]", "#[ignore]")],
        check: ("checks", "nothing_is_ignored"),
        says: "HERE: leaves a test out; run it, or delete it",
    },
    Fault {
        name: "a change of the checker that nobody needs to notice, for no reason",
        done: &[Replace(".cargo/mutants.toml", "    # tasks\n", "")],
        check: UNNOTICED,
        says: ".cargo/mutants.toml:…: leaves out a mutant without a reason; write one above it, as a comment",
    },
    Fault {
        name: "a change of the checker that nobody needs to notice, explained nowhere",
        done: &[Replace(".cargo/mutants.toml", "# boundaries", "# trifles")],
        check: UNNOTICED,
        says: "HERE: `trifles` is explained nowhere; explain it in the table of CONTRIBUTING.md",
    },
];
