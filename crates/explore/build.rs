//! Passes the crate a hash of the code that it's compiled from.

#[path = "src/code.rs"]
mod code;

use std::path::Path;

fn main() {
    let checkout = Path::new("../..");
    // Cargo treats a missing file as changed and would rebuild every time; the downloadable exercises have no std-on-shuttle.
    let parts = code::parts(checkout);
    parts.iter().filter(|part| part.exists()).for_each(|part| println!("cargo::rerun-if-changed={}", part.display()));
    println!("cargo::rustc-env=CODE={:016x}", code::hash(checkout));
}
