use std::cell::{Cell, UnsafeCell};
use std::ops::Deref;
use std::thread;

struct SpinLock<T>(UnsafeCell<T>);

struct Guard<'a, T>(&'a SpinLock<T>);

// SAFETY: only the holder of the one guard gets at the value.
unsafe impl<T: Send> Sync for SpinLock<T> {}

// SAFETY: a shared reference to a guard lends `&T` and nothing else.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: a guard has the lock.
        unsafe { &*self.0.0.get() }
    }
}

fn main() {
    let seats = SpinLock(UnsafeCell::new(Cell::new(5)));
    let guard = Guard(&seats);
    thread::scope(|s| {
        s.spawn(|| guard.set(4)); // error[E0277]
        guard.set(3);
    });
}
