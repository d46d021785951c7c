//! A question under "Check yourself" is no longer answered by what its program does.

use crate::fault::Edit::{After, Append, Delete, Replace, Write};
use crate::fault::{Fault, fault};

const BUYERS: &str = "listings/answers/mutex_three_buyers.toml";
const DECOYS: &str = "listings/answers/mutex_three_buyers.decoys";
const LENGTH: &str = "listings/answers/mutex_length_unlocked.decoys";
const PAGE: &str = "src/mutex.md";
const RULES: &str = "tests/rules.toml";
const REASONS: &str = "[answers.by-reasoning.introduction]";

const PROGRAM: (&str, &str) = ("answers", "mutex_three_buyers");
const ANSWERED: (&str, &str) = ("answers", "each_question_is_answered");

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("whose record is edited", PROGRAM,
        &[Replace("listings/answers/mutex_three_buyers.outcomes", "-2", "-3")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`"),
    fault("whose record is of an edition that does the same", PROGRAM,
        &[Write("listings/answers/mutex_three_buyers.2021.stdout", "tickets left: 0\n")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`"),
    fault("whose listing is changed", PROGRAM,
        &[Replace("listings/examples/mutex_check_then_act.rs", "0..2", "0..=1")],
        "listings/answers/mutex_three_buyers.toml:…: `0..2` matches 0 times in listings/examples/mutex_check_then_act.rs; quote what the question changes"),
    fault("whose listing is gone", PROGRAM,
        &[Replace(BUYERS, "listing = \"mutex_check_then_act\"", "listing = \"mutex_check\"")],
        "HERE: `mutex_check` is not a listing; name one of listings/examples, listings/compile_fail, listings/src"),
    fault("whose question is reworded", PROGRAM,
        &[Replace(PAGE, "<summary>Three buyers", "<summary>Three customers")],
        "listings/answers/mutex_three_buyers.toml:1: `Three buyers` begins 0 questions of src/mutex.md; quote the first words of one, as the page shows them"),
    fault("without words", ANSWERED,
        &[Replace(PAGE, "0, -1 or -2, depending on how many of the three look while one ticket is left: each of those takes one.\nWith one guard over both steps, it's always 0.\n\n", "")],
        "src/mutex.md:…: has no answer; write it below its choices"),
    fault("that names two questions", PROGRAM,
        &[Replace(PAGE, "<summary>A mutex called", "<summary>Three buyers and a mutex called")],
        "listings/answers/mutex_three_buyers.toml:1: `Three buyers` begins 2 questions of src/mutex.md; quote the first words of one, as the page shows them"),
    fault("with a key that does not exist", PROGRAM,
        &[Append(BUYERS, "quick = true\n")],
        "listings/answers/mutex_three_buyers.toml:…: unknown field `quick`, …; write it as CONTRIBUTING.md says, \"An answer\""),
    fault("with a decoy that can happen", PROGRAM,
        &[Replace(DECOYS, "tickets left: -3", "tickets left: -2")],
        "listings/answers/mutex_three_buyers.decoys:1: is true, as the record says; take it out, or think of a result that the record does not hold"),
    fault("whose choices are edited", PROGRAM,
        &[Replace("src/questions/mutex_three_buyers.choices", "36 of 66", "35 of 66")],
        "HERE: is out of date: …; correct that"),
    fault("whose choices are not on its page", PROGRAM,
        &[Replace(PAGE, "{{#include questions/mutex_three_buyers.choices}}\n\n", "")],
        "listings/answers/mutex_three_buyers.decoys:1: is for choices that src/mutex.md:… does not offer; write `…` below that line, after an empty one"),
    fault("with a decoy that the compiler says", ("answers", "mutex_length_unlocked"),
        &[Replace(LENGTH, "no field `len` on type `std::sync::Mutex<Vec<&str>>`", "no method named `len` found for struct `std::sync::Mutex<T>` in the current scope")],
        "listings/answers/mutex_length_unlocked.decoys:4: is true, as the record says; take it out, …"),
    fault("with a decoy that says something else than its question asks for", ("answers", "mutex_length_unlocked"),
        &[Replace(LENGTH, "  2\n", "runs to its end\n")],
        "listings/answers/mutex_length_unlocked.decoys:1: is not what the question asks for; say what `asks` asks for, …"),
    fault("whose choices say what the compiler doesn't", ("answers", "mutex_length_unlocked"),
        &[Replace("src/questions/mutex_length_unlocked.choices", "no method named", "no function named")],
        "HERE: is out of date: …; correct that"),
    fault("that asks for a part, and offers no choices", ("answers", "mutex_length"),
        &[Append("listings/answers/mutex_length.toml", "asks = \"ends\"\n")],
        "listings/answers/mutex_length.rs:1: says what its question asks for, and offers no choices; write listings/answers/mutex_length.decoys, or take out `asks`"),
    fault("with choices and no decoys", ("chapters", "files::every_file_belongs_to_the_book"),
        &[Delete(DECOYS)],
        "src/questions/mutex_three_buyers.choices:1: goes with listings/answers/mutex_three_buyers.decoys, which does not exist; rename it with that, or delete it"),
    fault("that never ends", ("answers", "mutex_lock_again"),
        &[Replace("listings/answers/mutex_lock_again.toml", "explored = true\n", "")],
        "listings/answers/mutex_lock_again.toml:1: does not end within 5 s; write `explored = true`, or let it end"),
    fault("that excuses a program from loom for nothing", ("answers", "memory_ordering_relaxed_load"),
        &[After("listings/answers/memory_ordering_relaxed_load.toml", "listing = ", "not-under-loom = 'it has no time'\n")],
        "listings/answers/memory_ordering_relaxed_load.toml:3: `it has no time` excuses a program that loom can run; take it out"),
    fault("that is missing", ANSWERED,
        &[Delete(BUYERS), Delete("listings/answers/mutex_three_buyers_one_guard.toml")],
        "src/mutex.md:…: no program answers `Three buyers instead of two in mutex_check_then_act: what`; write one in listings/answers, or name the question with the reason in `answers.by-reasoning` of tests/rules.toml"),
    fault("with a reason why no program gives it, and a program", ANSWERED,
        &[After(RULES, REASONS, "\"In introduction_one_sum\" = \"It asks for words.\"\n")],
        "tests/rules.toml:…: gives a reason for `In introduction_one_sum`, which a program answers; take it out"),
    fault("with a reason for no question", ANSWERED,
        &[After(RULES, REASONS, "\"Three buyers\" = \"It asks for words.\"\n")],
        "tests/rules.toml:…: 0 questions of src/introduction.md begin with `Three buyers`; quote the first words of one, as the page shows them"),
    fault("with an empty reason", ANSWERED,
        &[Replace(RULES, "\"It asks what a record means, not what a program does.\"", "\"\"")],
        "HERE: says nothing about `A listing marked`; say why no program answers it"),
    fault("of which only a record is left", ("chapters", "files::every_file_belongs_to_the_book"),
        &[Write("listings/answers/mutex_gone.outcomes", "The only schedule:\n")],
        "HERE: goes with listings/answers/mutex_gone.toml, which does not exist; rename it with that, or delete it"),
];
