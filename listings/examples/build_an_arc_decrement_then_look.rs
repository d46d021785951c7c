use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::thread;

static OWNERS: AtomicUsize = AtomicUsize::new(2);
static FREED: AtomicU32 = AtomicU32::new(0);

fn drop_handle() {
    OWNERS.fetch_sub(1, Ordering::SeqCst);
    if OWNERS.load(Ordering::SeqCst) == 0 {
        FREED.fetch_add(1, Ordering::SeqCst);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(drop_handle);
        s.spawn(drop_handle);
    });
    println!("times freed: {}", FREED.load(Ordering::SeqCst));
}
