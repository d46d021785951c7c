use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};

#[derive(Default)]
struct SpinLock {
    taken: AtomicBool,
    value: UnsafeCell<u32>,
}

struct Guard<'a>(&'a SpinLock);

impl SpinLock {
    fn lock(&self) -> Guard<'_> {
        while self.taken.swap(true, Acquire) {
            hint::spin_loop();
        }
        Guard(self)
    }
}

impl Guard<'_> {
    fn lend(&mut self) -> &mut u32 {
        // SAFETY: a guard has the lock, and what it lends borrows it.
        unsafe { &mut *self.0.value.get() }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.taken.store(false, Release);
    }
}

fn main() {
    let sold = SpinLock::default();
    let mut guard = sold.lock();
    let count = guard.lend();
    drop(guard); // error[E0505]
    *count += 1;

    let count = sold.lock().lend(); // error[E0716]
    *count += 1;
}
