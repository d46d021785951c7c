use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static LAST: AtomicU32 = AtomicU32::new(0);

fn next_id() -> u32 {
    LAST.fetch_add(1, Relaxed) + 1
}

fn main() {
    let mut ids = thread::scope(|s| {
        let second = s.spawn(next_id);
        [next_id(), second.join().unwrap()]
    });
    ids.sort_unstable();
    println!("ids {ids:?}");
}
