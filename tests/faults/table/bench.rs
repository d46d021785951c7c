//! What the project says of the cost of its checks is not what was measured.

use crate::fault::Edit::{Delete, Replace};
use crate::fault::{Fault, fault};

const DATA: &str = "docs/bench.data";
const DRAWING: &str = "docs/bench.svg";

const DRAWN: (&str, &str) = ("bench", "the_drawing_is_of_the_data");
const SAID: (&str, &str) = ("bench", "the_sentences_are_of_the_data");

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("a time changed by hand", DRAWN,
        &[Replace(DATA, "cold/ours/1: ", "cold/ours/1: 9")],
        "docs/bench.svg:…: is out of date: what it is made from says something else; correct that, or run `cargo xtask bless` and review the change"),
    fault("drawn over by hand", DRAWN,
        &[Replace(DRAWING, "all checks", "few checks")],
        "docs/bench.svg:…: is out of date: what it is made from says something else; correct that, or run `cargo xtask bless` and review the change"),
    fault("no drawing", DRAWN,
        &[Delete(DRAWING)],
        "HERE: is missing; write it with `cargo xtask bless` and review it…"),
    fault("no time", SAID,
        &[Replace(DATA, "cold/ours/1: ", "cold/ours/1: -")],
        "HERE: `…` is no time; measure again with `cargo xtask bench`"),
    fault("not measured", SAID,
        &[Replace(DATA, "\nwarm/ours/1: ", "\n# warm/ours/1: ")],
        "docs/bench.data:1: does not say `warm/ours/1: …`; measure again with `cargo xtask bench 1 3 10`"),
    fault("a ratio changed in the README", SAID,
        &[Replace("README.md", "From nothing, all checks of ", "From nothing, all checks of 9")],
        "HERE: is out of date: what it is made from says something else; correct that, or run `cargo xtask bless` and review the change"),
    fault("not shown to contributors", SAID,
        &[Replace("CONTRIBUTING.md", "](docs/bench.svg)", "](docs/page.png)")],
        "CONTRIBUTING.md:1: does not show docs/bench.svg; show it, with an empty line and this sentence below it: …"),
];
