//! Faults of what pages say about costs: it was not measured, or its meaning is unclear.

use crate::fault::Edit::{After, Append, Replace, Write};
use crate::fault::{Fault, fault};

const CLAIMS: &str = "figures/cost.claims";
const DATA: &str = "figures/cost.data";
const PAGE: &str = "src/cost.md";

const COMPARED: (&str, &str) = ("cost", "every_comparison_is_a_claim");
const MEASURED: (&str, &str) = ("cost", "claims_are_what_was_measured");
const SHOWN: (&str, &str) = ("cost", "every_median_is_shown");

const BATCH: &str = "more than ten times as long as one in such a batch";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("a ratio that was not measured", MEASURED,
        &[Replace(PAGE, BATCH, "about two times as long as one in such a batch"), Replace(CLAIMS, BATCH, "about two times as long as one in such a batch"), Replace(CLAIMS, "least = 10", "least = 1.3, most = 3")],
        "HERE: says “…about two times as long as one in such a batch.”, which allows …, and together/mutex/2 against together/batch-100/2 is … in figures/cost.data; correct the words here and in figures/cost.claims, or measure again with `cargo xtask cost`"),
    fault("a ratio changed on the page alone", MEASURED,
        &[Replace(PAGE, BATCH, "more than five times as long as one in such a batch")],
        "figures/cost.claims:…: no line of src/cost.md says “…in such a batch.”; write the words as they stand on the page, or drop the claim"),
    fault("a ratio without its margin", MEASURED,
        &[Replace(CLAIMS, "least = 10, ", "")],
        "HERE: allows every ratio, or none; write `least = 1.3`, `most = 3`, or both"),
    fault("a time changed by hand", MEASURED,
        &[Replace(DATA, "\"alone/mutex\" = ", "\"alone/mutex\" = 9")],
        "src/cost.md:…: says “A `Mutex` takes about twice as long as one atomic addition”, which allows …, and alone/mutex against alone/relaxed is …; correct the words here and in figures/cost.claims, or measure again with `cargo xtask cost`"),
    fault("no time", MEASURED,
        &[Replace(DATA, "\"alone/mutex\" = ", "\"alone/mutex\" = -")],
        "HERE: says that alone/mutex took -…; measure again with `cargo xtask cost`"),
    fault("a machine without a name", MEASURED,
        &[Replace(DATA, "machine = ", "# machine = ")],
        "figures/cost.data:1: missing field `machine`; measure again with `cargo xtask cost`"),
    fault("a claim about nothing", MEASURED,
        &[Replace(CLAIMS, "one = \"alone/mutex\", other = \"alone/relaxed\"", "one = \"alone/mutex\", other = \"alone/relax\"")],
        "HERE: names alone/relax, which was not measured; correct the name, or measure it with `cargo xtask cost`"),
    fault("a claim that is none", MEASURED,
        &[Append(CLAIMS, "\"src/mutex.md\" = [\"locks are slow\"]\n")],
        "HERE: invalid type: string \"locks are slow\", expected struct Claim; write it as figures/README.md says"),
    fault("lost claims", MEASURED,
        &[Write(CLAIMS, "# Lost.\n")],
        "figures/cost.claims:1: holds no claim; restore them"),
    fault("a comparison without a claim", COMPARED,
        &[After(PAGE, "An atomic addition takes", "A lock is five times slower.")],
        "HERE: says `times`, and no claim holds it against the data; add a line to figures/cost.claims with the words that compare, or say it without a ratio"),
    fault("a comparison without a claim on another page", ("cost", "every_ratio_is_a_claim_or_has_its_source"),
        &[After("src/mutex.md", "# Mutex", "\nA lock is five times slower than none.")],
        "HERE: says `times slower`, and neither a claim nor a link bears it out; add a line to figures/cost.claims, link the source, or leave the ratio out"),
    fault("a time in the text", COMPARED,
        &[After(PAGE, "An atomic addition takes", "A lock takes 13 nanoseconds.")],
        "HERE: says `nanoseconds`, and no claim holds it against the data; …"),
    fault("a bar left out", SHOWN,
        &[Replace("figures/cost-alone.fig", "bar alone/mutex ", "# bar alone/mutex ")],
        "figures/cost.data:…: alone/mutex is in no plot; add `bar alone/mutex \"…\"` to a figure, or drop the benchmark"),
];
