//! Tells the crate by which code it is compiled.

#[path = "src/code.rs"]
mod code;

use std::path::Path;

fn main() {
    let checkout = Path::new("../..");
    code::parts(checkout).iter().for_each(|part| println!("cargo::rerun-if-changed={}", part.display()));
    println!("cargo::rustc-env=CODE={:016x}", code::hash(checkout));
}
