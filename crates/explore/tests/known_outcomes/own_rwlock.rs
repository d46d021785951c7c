// Some(0) true
// Some(0) false
// Some(1) true
// None true

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

struct Rw<T> {
    state: AtomicU32,
    v: UnsafeCell<T>,
}

unsafe impl<T: Send + Sync> Sync for Rw<T> {}

impl<T: Copy> Rw<T> {
    fn get(&self) -> Option<T> {
        let s = self.state.load(Relaxed);
        if s == u32::MAX || self.state.compare_exchange(s, s + 1, Acquire, Relaxed).is_err() {
            return None;
        }
        let v = unsafe { *self.v.get() };
        self.state.fetch_sub(1, Release);
        Some(v)
    }
    fn set(&self, v: T) -> bool {
        if self.state.compare_exchange(0, u32::MAX, Acquire, Relaxed).is_err() {
            return false;
        }
        unsafe { *self.v.get() = v };
        self.state.store(0, Release);
        true
    }
}

fn main() {
    let rw = Rw { state: AtomicU32::new(0), v: UnsafeCell::new(0) };
    thread::scope(|s| {
        let a = s.spawn(|| rw.get());
        let b = s.spawn(|| rw.set(1));
        println!("{:?} {:?}", a.join().unwrap(), b.join().unwrap());
    });
}
