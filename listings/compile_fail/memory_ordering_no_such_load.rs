use std::sync::atomic::{AtomicBool, Ordering};

fn main() {
    let published = AtomicBool::new(false);
    println!("{}", published.load(Ordering::Release)); // error[invalid_atomic_ordering]
}
