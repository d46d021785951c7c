use std::ptr;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicPtr, AtomicU32};
use std::thread;

fn price(slot: &AtomicPtr<AtomicU32>) -> u32 {
    let mut found = slot.load(Acquire);
    if found.is_null() {
        let mine = Box::into_raw(Box::new(AtomicU32::new(42)));
        let null = ptr::null_mut();
        found = match slot.compare_exchange(null, mine, Release, Acquire) {
            Ok(_) => mine,
            Err(theirs) => {
                // SAFETY: from `into_raw`, and never shown to anybody.
                drop(unsafe { Box::from_raw(mine) });
                theirs
            }
        };
    }
    // SAFETY: not null, and freed only after both calls have returned.
    unsafe { (*found).load(Relaxed) }
}

fn main() {
    let slot = AtomicPtr::new(ptr::null_mut());
    let (ann, ben) = thread::scope(|s| {
        let ann = s.spawn(|| price(&slot));
        (price(&slot), ann.join().unwrap())
    });
    println!("{ann} and {ben}");
    // SAFETY: from `into_raw`, and both threads are done with it.
    drop(unsafe { Box::from_raw(slot.into_inner()) });
}
