//! What the project says of the cost of its checks is not what was measured.

use crate::fault::Edit::{Delete, Replace};
use crate::fault::Fault;

const DATA: &str = "docs/bench.data";
const DRAWING: &str = "docs/bench.svg";

const DRAWN: (&str, &str) = ("bench", "the_drawing_is_of_the_data");
const SAID: (&str, &str) = ("bench", "the_sentences_are_of_the_data");

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "a time changed by hand",
        done: &[Replace(DATA, "cold/ours/1: ", "cold/ours/1: 9")],
        check: DRAWN,
        says: "docs/bench.svg:…: is not what its sources say; mend them, or run `cargo xtask bless` and review the change",
    },
    Fault {
        name: "drawn over by hand",
        done: &[Replace(DRAWING, "all checks", "few checks")],
        check: DRAWN,
        says: "docs/bench.svg:…: is not what its sources say; mend them, or run `cargo xtask bless` and review the change",
    },
    Fault {
        name: "no drawing",
        done: &[Delete(DRAWING)],
        check: DRAWN,
        says: "HERE: is missing; write it with `cargo xtask bless` and review it…",
    },
    Fault {
        name: "no time",
        done: &[Replace(DATA, "cold/ours/1: ", "cold/ours/1: -")],
        check: SAID,
        says: "HERE: `…` is no time; measure again with `cargo xtask bench`",
    },
    Fault {
        name: "not measured",
        done: &[Replace(DATA, "\nwarm/ours/1: ", "\n# warm/ours/1: ")],
        check: SAID,
        says: "docs/bench.data:1: does not say `warm/ours/1: …`; measure again with `cargo xtask bench 1 3 10`",
    },
    Fault {
        name: "a ratio changed in the README",
        done: &[Replace("README.md", "From nothing, all checks of ", "From nothing, all checks of 9")],
        check: SAID,
        says: "HERE: is not what its sources say; mend them, or run `cargo xtask bless` and review the change",
    },
    Fault {
        name: "not shown to contributors",
        done: &[Replace("CONTRIBUTING.md", "](docs/bench.svg)", "](docs/page.png)")],
        check: SAID,
        says: "CONTRIBUTING.md:1: does not show docs/bench.svg; show it, with an empty line and this sentence below it: …",
    },
];
