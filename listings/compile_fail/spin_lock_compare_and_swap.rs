#![deny(deprecated)]
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

fn main() {
    let taken = AtomicBool::new(false);
    taken.compare_and_swap(false, true, SeqCst); // error[deprecated]
    println!("{taken:?}");
}
