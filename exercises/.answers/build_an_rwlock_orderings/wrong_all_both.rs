// judge: has a stronger ordering than it needs
use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::thread;

struct Price {
    /// How many readers are in; or `WRITER`.
    inside: AtomicU32,
    price: UnsafeCell<u32>,
}

const WRITER: u32 = u32::MAX;

// SAFETY: the price is written only by a writer, who is alone.
unsafe impl Sync for Price {}

fn read(price: &Price) -> u32 {
    let inside = &price.inside;
    while inside.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
        hint::spin_loop();
    }
    // SAFETY: this reader is in, so no writer is.
    let seen = unsafe { *price.price.get() };
    inside.fetch_sub(1, AcqRel);
    seen
}

fn write(price: &Price) {
    let inside = &price.inside;
    while inside
        .compare_exchange(0, WRITER, Acquire, Relaxed)
        .is_err()
    {
        hint::spin_loop();
    }
    // SAFETY: this writer is alone.
    unsafe { *price.price.get() += 1 };
    inside.store(0, Release);
}

fn main() {
    let price = Price {
        inside: AtomicU32::new(0),
        price: UnsafeCell::new(1),
    };

    thread::scope(|s| {
        s.spawn(|| write(&price));
        let seen = read(&price);
        assert!(seen == 1 || seen == 2);
    });
    println!("price {}", price.price.into_inner());
}
