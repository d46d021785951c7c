use std::cell::{Cell, UnsafeCell};
use std::hint;
use std::ops::Deref;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

struct SpinLock<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

struct Guard<'a, T>(&'a SpinLock<T>);

// SAFETY: only the holder of the one guard gets at the value.
unsafe impl<T: Send> Sync for SpinLock<T> {}

// SAFETY: a shared reference to a guard lends `&T` and nothing else.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> SpinLock<T> {
    fn lock(&self) -> Guard<'_, T> {
        let take =
            || self.taken.compare_exchange(false, true, Acquire, Relaxed);
        while take().is_err() {
            hint::spin_loop();
        }
        Guard(self)
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: a guard has the lock.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.0.taken.store(false, Release);
    }
}

fn main() {
    let seats = SpinLock {
        taken: AtomicBool::new(false),
        value: UnsafeCell::new(Cell::new(5)),
    };
    let sell = || {
        let guard = seats.lock();
        guard.set(guard.get() - 1);
    };
    thread::scope(|s| {
        s.spawn(sell);
        s.spawn(sell);
    });
    println!("seats left: {}", seats.value.into_inner().get());
}
