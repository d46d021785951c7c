//! The compiler refuses something else than a listing says, or refuses it otherwise.

use crate::fault::Edit::{After, Replace, Write};
use crate::fault::{Fault, fault};

const NO_DEREF: &str = "listings/compile_fail/mutex_no_deref.rs";
const NO_UNLOCK: &str = "listings/compile_fail/mutex_no_unlock.rs";
const STATIC_MUT: &str = "listings/compile_fail/data_races_static_mut_ref.rs";

/// Refused in one edition and not in the other.
const ONLY_IN_2024: &str = "extern \"C\" {} // error\n\nfn main() {}\n";

/// Refused in both editions, for one reason.
const IN_BOTH: &str = "fn main() {\n    let count: u8 = \"one\"; // error[E0308]\n    println!(\"{count}\");\n}\n";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("compiles after all", ("refusals", "mutex_no_unlock"),
        &[Replace(NO_UNLOCK, "tickets.unlock();", "drop(guard);")],
        "HERE: compiles in edition 2024, though marked E0599; a refusal must be refused"),
    fault("another code", ("refusals", "mutex_no_unlock"),
        &[Replace(NO_UNLOCK, "tickets.unlock();", "*tickets += 1;")],
        "HERE: edition 2024 refuses E0614 in line 7, the markers say E0599 in line 7; fix the listing or its markers"),
    fault("another code in the marker", ("refusals", "mutex_no_unlock"),
        &[Replace(NO_UNLOCK, "E0599", "E0382")],
        "HERE: edition 2024 refuses E0599 in line 7, the markers say E0382 in line 7; fix the listing or its markers"),
    fault("the same code on another line", ("refusals", "mutex_no_unlock"),
        &[Replace(NO_UNLOCK, "    *guard -= 1;\n    tickets.unlock();", "    tickets.unlock();\n    *guard -= 1;")],
        "HERE: edition 2024 refuses E0599 in line 6, the markers say E0599 in line 7; fix the listing or its markers"),
    fault("a second error", ("refusals", "mutex_no_unlock"),
        &[Replace(NO_UNLOCK, "Mutex::new(3);\n", "Mutex::new(3);\n    missing();\n")],
        "HERE: edition 2024 refuses …E0425 in line 5…, the markers say E0599 in line 8; fix the listing or its markers"),
    fault("a warning beside the error", ("refusals", "introduction_one_sum"),
        &[Replace("listings/compile_fail/introduction_one_sum.rs", "use std::thread;", "use std::sync::Mutex;\nuse std::thread;")],
        "HERE: a warning beside the refusal in edition 2024; fix it"),
    fault("the message has changed", ("refusals", "mutex_no_deref"),
        &[Replace("listings/compile_fail/mutex_no_deref.stderr", "can't be", "cannot be")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`"),
    fault("a missing crate is the only error", ("refusals", "mutex_no_deref"),
        &[Write(NO_DEREF, "use rand::random; // error[E0432]\n\nfn main() {\n    random::<u8>();\n}\n")],
        "HERE: is refused since a crate is missing; write what std alone is refused for"),
    fault("a missing crate, declared in the old way", ("refusals", "mutex_no_deref"),
        &[Write(NO_DEREF, "extern crate rand; // error[E0463]\n\nfn main() {}\n")],
        "HERE: is refused since a crate is missing; write what std alone is refused for"),
    fault("marks no line", ("refusals", "mutex_no_unlock"),
        &[Replace(NO_UNLOCK, " // error[E0599]", "")],
        "listings/compile_fail/mutex_no_unlock.rs:1: marks no line; end line … with `// error[…]`"),
    fault("marks no code", ("refusals", "mutex_no_unlock"),
        &[Replace(NO_UNLOCK, "// error[E0599]", "// error")],
        "HERE: edition 2024 refuses E0599 in line 7, the markers say syntax error in line 7; fix the listing or its markers"),
    fault("refused in one edition only", ("refusals", "mutex_no_deref"),
        &[Write(NO_DEREF, ONLY_IN_2024)],
        "listings/compile_fail/mutex_no_deref.rs:1: compiles in edition 2021, though marked syntax error; a refusal must be refused"),
    fault("excused from edition 2021 without need", ("refusals", "data_races_static_mut_ref"),
        &[Write(STATIC_MUT, IN_BOTH)],
        "HERE: edition 2021 refuses it as well, though `only-in-2024` of tests/rules.toml excuses it; take it out there"),
    fault("not excused from edition 2021", ("refusals", "data_races_static_mut_ref"),
        &[Replace("tests/rules.toml", "\"data_races_static_mut_ref\" = \"static_mut_refs warns in edition 2021 and refuses in 2024\"\n", "")],
        "listings/compile_fail/data_races_static_mut_ref.rs:…: a warning beside the refusal in edition 2021; fix it:"),
    fault("not formatted", ("format", "listings_and_models_are_formatted"),
        &[Replace(NO_UNLOCK, "    *guard -= 1;", "    *guard-=1;")],
        "listings/compile_fail/mutex_no_unlock.rs:…: is not formatted; run `rustfmt --edition 2024 listings/compile_fail/mutex_no_unlock.rs`"),
    fault("no `main`", ("chapters", "programs::listings_are_whole_and_fit_the_page"),
        &[Replace(NO_UNLOCK, "fn main()", "fn sell()"), After(NO_UNLOCK, "use std", "")],
        "listings/compile_fail/mutex_no_unlock.rs:1: has no `fn main()`; make it a whole program"),
];
