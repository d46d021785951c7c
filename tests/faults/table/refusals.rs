//! The compiler refuses something else than a listing says, or refuses it otherwise.

use crate::fault::Edit::{After, Replace, Write};
use crate::fault::Fault;

const NO_DEREF: &str = "listings/compile_fail/mutex_no_deref.rs";
const NO_UNLOCK: &str = "listings/compile_fail/mutex_no_unlock.rs";
const STATIC_MUT: &str = "listings/compile_fail/data_races_static_mut_ref.rs";

/// Refused in one edition and not in the other.
const ONLY_IN_2024: &str = "extern \"C\" {} // error\n\nfn main() {}\n";

/// Refused in both editions, for one reason.
const IN_BOTH: &str = "fn main() {\n    let count: u8 = \"one\"; // error[E0308]\n    println!(\"{count}\");\n}\n";

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "compiles after all",
        done: &[Replace(NO_UNLOCK, "tickets.unlock();", "drop(guard);")],
        check: ("refusals", "mutex_no_unlock"),
        says: "HERE: compiles in edition 2024, though marked E0599; a refusal must be refused",
    },
    Fault {
        name: "another code",
        done: &[Replace(NO_UNLOCK, "tickets.unlock();", "*tickets += 1;")],
        check: ("refusals", "mutex_no_unlock"),
        says: "HERE: edition 2024 refuses E0614 in line 7, the markers say E0599 in line 7; mend the listing or its markers",
    },
    Fault {
        name: "another code in the marker",
        done: &[Replace(NO_UNLOCK, "E0599", "E0382")],
        check: ("refusals", "mutex_no_unlock"),
        says: "HERE: edition 2024 refuses E0599 in line 7, the markers say E0382 in line 7; mend the listing or its markers",
    },
    Fault {
        name: "the same code on another line",
        done: &[Replace(NO_UNLOCK, "    *guard -= 1;\n    tickets.unlock();", "    tickets.unlock();\n    *guard -= 1;")],
        check: ("refusals", "mutex_no_unlock"),
        says: "HERE: edition 2024 refuses E0599 in line 6, the markers say E0599 in line 7; mend the listing or its markers",
    },
    Fault {
        name: "a second error",
        done: &[Replace(NO_UNLOCK, "Mutex::new(3);\n", "Mutex::new(3);\n    missing();\n")],
        check: ("refusals", "mutex_no_unlock"),
        says: "HERE: edition 2024 refuses …E0425 in line 5…, the markers say E0599 in line 8; mend the listing or its markers",
    },
    Fault {
        name: "a warning beside the error",
        done: &[Replace("listings/compile_fail/introduction_one_sum.rs", "use std::thread;", "use std::sync::Mutex;\nuse std::thread;")],
        check: ("refusals", "introduction_one_sum"),
        says: "HERE: a warning beside the refusal in edition 2024; mend it",
    },
    Fault {
        name: "the message has changed",
        done: &[Replace("listings/compile_fail/mutex_no_deref.stderr", "can't be", "cannot be")],
        check: ("refusals", "mutex_no_deref"),
        says: "HERE: is not what happened; mend the listing, or run `cargo xtask bless`",
    },
    Fault {
        name: "a missing crate is the only error",
        done: &[Write(NO_DEREF, "use rand::random; // error[E0432]\n\nfn main() {\n    random::<u8>();\n}\n")],
        check: ("refusals", "mutex_no_deref"),
        says: "HERE: is refused since a crate is missing; write what std alone is refused for",
    },
    Fault {
        name: "a missing crate, declared in the old way",
        done: &[Write(NO_DEREF, "extern crate rand; // error[E0463]\n\nfn main() {}\n")],
        check: ("refusals", "mutex_no_deref"),
        says: "HERE: is refused since a crate is missing; write what std alone is refused for",
    },
    Fault {
        name: "marks no line",
        done: &[Replace(NO_UNLOCK, " // error[E0599]", "")],
        check: ("refusals", "mutex_no_unlock"),
        says: "listings/compile_fail/mutex_no_unlock.rs:1: marks no line; end the line that must be refused with `// error[E….]`",
    },
    Fault {
        name: "marks no code",
        done: &[Replace(NO_UNLOCK, "// error[E0599]", "// error")],
        check: ("refusals", "mutex_no_unlock"),
        says: "HERE: edition 2024 refuses E0599 in line 7, the markers say syntax error in line 7; mend the listing or its markers",
    },
    Fault {
        name: "refused in one edition only",
        done: &[Write(NO_DEREF, ONLY_IN_2024)],
        check: ("refusals", "mutex_no_deref"),
        says: "listings/compile_fail/mutex_no_deref.rs:1: compiles in edition 2021, though marked syntax error; a refusal must be refused",
    },
    Fault {
        name: "excused from edition 2021 without need",
        done: &[Write(STATIC_MUT, IN_BOTH)],
        check: ("refusals", "data_races_static_mut_ref"),
        says: "HERE: edition 2021 refuses it as well, though ONLY_IN_2024 of crates/book/src/page.rs excuses it; take it out there",
    },
    Fault {
        name: "not formatted",
        done: &[Replace(NO_UNLOCK, "    *guard -= 1;", "    *guard-=1;")],
        check: ("format", "listings_and_models_are_formatted"),
        says: "listings/compile_fail/mutex_no_unlock.rs:…: is not formatted; run `rustfmt --edition 2024 listings/compile_fail/mutex_no_unlock.rs`",
    },
    Fault {
        name: "no `main`",
        done: &[Replace(NO_UNLOCK, "fn main()", "fn sell()"), After(NO_UNLOCK, "use std", "")],
        check: ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        says: "listings/compile_fail/mutex_no_unlock.rs:1: has no `fn main()`; make it a whole program",
    },
];
