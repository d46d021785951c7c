// 1
// only by a spurious failure: 2
// only by a spurious failure: 3
// only by a spurious failure: 4

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

fn main() {
    let count = AtomicU32::new(1);
    let mut calls = 0;
    let _ = count.fetch_update(SeqCst, SeqCst, |count| {
        calls += 1;
        Some(count + 1)
    });
    println!("{calls}");
}
