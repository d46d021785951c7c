// Ok(1)

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

fn main() {
    let count = AtomicU32::new(1);
    println!("{:?}", count.compare_exchange(1, 2, SeqCst, SeqCst));
}
