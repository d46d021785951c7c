//! A page says of a cost what was not measured, or nobody can tell what it says.

use crate::fault::Edit::{After, Append, Replace, Write};
use crate::fault::Fault;

const CLAIMS: &str = "figures/cost.claims";
const DATA: &str = "figures/cost.data";
const PAGE: &str = "src/cost.md";

const COMPARED: (&str, &str) = ("cost", "every_comparison_is_a_claim");
const MEASURED: (&str, &str) = ("cost", "claims_are_what_was_measured");
const SHOWN: (&str, &str) = ("cost", "every_median_is_shown");

const BATCH: &str = "more than ten times as long as one in such a batch";

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "a ratio that was not measured",
        done: &[
            Replace(PAGE, BATCH, "about two times as long as one in such a batch"),
            Replace(CLAIMS, BATCH, "about two times as long as one in such a batch"),
        ],
        check: MEASURED,
        says: "HERE: says “…about two times as long as one in such a batch.”, and together/mutex/2 against together/batch-100/2 is … in figures/cost.data; correct the words here and in figures/cost.claims, or measure again with `cargo xtask cost`",
    },
    Fault {
        name: "a ratio changed on the page alone",
        done: &[Replace(PAGE, BATCH, "more than five times as long as one in such a batch")],
        check: MEASURED,
        says: "figures/cost.claims:…: no line of src/cost.md says “…in such a batch.”; write the words as they stand on the page, or drop the claim",
    },
    Fault {
        name: "a ratio without its margin",
        done: &[
            Replace(CLAIMS, BATCH, "ten times as long as one in such a batch"),
            Replace(PAGE, BATCH, "ten times as long as one in such a batch"),
        ],
        check: MEASURED,
        says: "HERE: “…ten times as long as one in such a batch.” holds no ratio, or two; say one, like …",
    },
    Fault {
        name: "a time changed by hand",
        done: &[Replace(DATA, "alone/mutex: ", "alone/mutex: 9")],
        check: MEASURED,
        says: "src/cost.md:…: says “A `Mutex` takes about twice as long as one atomic addition”, and alone/mutex against alone/relaxed is …; correct the words here and in figures/cost.claims, or measure again with `cargo xtask cost`",
    },
    Fault {
        name: "no time",
        done: &[Replace(DATA, "alone/mutex: ", "alone/mutex: -")],
        check: MEASURED,
        says: "HERE: `…` is no time; measure again with `cargo xtask cost`",
    },
    Fault {
        name: "a machine without a name",
        done: &[Replace(DATA, "machine: ", "# machine: ")],
        check: MEASURED,
        says: "figures/cost.data:1: does not say `machine: …`; measure again with `cargo xtask cost`",
    },
    Fault {
        name: "a claim about nothing",
        done: &[Replace(CLAIMS, "alone/mutex against alone/relaxed", "alone/mutex against alone/relax")],
        check: MEASURED,
        says: "HERE: names alone/relax, which was not measured; correct the name, or measure it with `cargo xtask cost`",
    },
    Fault {
        name: "a claim that is none",
        done: &[Append(CLAIMS, "src/cost.md: locks are slow\n")],
        check: MEASURED,
        says: "HERE: is no claim; write `src/cost.md: alone/mutex against alone/relaxed: the words of the page`",
    },
    Fault {
        name: "lost claims",
        done: &[Write(CLAIMS, "# Lost.\n")],
        check: MEASURED,
        says: "figures/cost.claims:1: holds no claim; restore them",
    },
    Fault {
        name: "a comparison without a claim",
        done: &[After(PAGE, "An atomic addition takes", "A lock is five times slower.")],
        check: COMPARED,
        says: "HERE: says `times`, and no claim holds it against the data; add a line to figures/cost.claims with the words that compare, or say it without a ratio",
    },
    Fault {
        name: "a time in the text",
        done: &[After(PAGE, "An atomic addition takes", "A lock takes 13 nanoseconds.")],
        check: COMPARED,
        says: "HERE: says `nanoseconds`, and no claim holds it against the data; …",
    },
    Fault {
        name: "a bar left out",
        done: &[Replace("figures/cost-alone.fig", "bar alone/mutex ", "# bar alone/mutex ")],
        check: SHOWN,
        says: "figures/cost.data:…: alone/mutex is in no plot; add `bar alone/mutex \"…\"` to a figure, or drop the benchmark",
    },
];
