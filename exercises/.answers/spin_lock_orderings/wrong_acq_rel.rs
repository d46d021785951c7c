// judge: has a stronger ordering than it needs
use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{AcqRel, Relaxed, Release};
use std::thread;

struct Counter {
    taken: AtomicBool,
    count: UnsafeCell<u32>,
}

// SAFETY: `add` touches the count only while it holds `taken`.
unsafe impl Sync for Counter {}

impl Counter {
    fn lock(&self) {
        while self
            .taken
            .compare_exchange(false, true, AcqRel, Relaxed)
            .is_err()
        {
            hint::spin_loop();
        }
    }

    fn unlock(&self) {
        self.taken.store(false, Release);
    }

    fn add(&self) {
        self.lock();
        // SAFETY: this thread holds the lock.
        unsafe { *self.count.get() += 1 };
        self.unlock();
    }
}

fn main() {
    let counter = Counter {
        taken: AtomicBool::new(false),
        count: UnsafeCell::new(0),
    };

    thread::scope(|s| {
        s.spawn(|| counter.add());
        s.spawn(|| counter.add());
    });
    println!("count {}", counter.count.into_inner());
}
