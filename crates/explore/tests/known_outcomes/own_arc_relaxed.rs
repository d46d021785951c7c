// 5
// undefined behavior: data race: main drops it, thread 1 reads v at line 34

use std::cell::UnsafeCell;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering::*, fence};
use std::thread;

struct Data<T> {
    n: AtomicUsize,
    v: UnsafeCell<T>,
}

pub struct MyArc<T> {
    p: NonNull<Data<T>>,
}

unsafe impl<T: Send + Sync> Send for MyArc<T> {}
unsafe impl<T: Send + Sync> Sync for MyArc<T> {}

impl<T> MyArc<T> {
    fn new(v: T) -> Self {
        Self { p: NonNull::from(Box::leak(Box::new(Data { n: AtomicUsize::new(1), v: UnsafeCell::new(v) }))) }
    }
    fn d(&self) -> &Data<T> {
        unsafe { self.p.as_ref() }
    }
}

impl<T> Deref for MyArc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.d().v.get() }
    }
}

impl<T> Clone for MyArc<T> {
    fn clone(&self) -> Self {
        self.d().n.fetch_add(1, Relaxed);
        Self { p: self.p }
    }
}

impl<T> Drop for MyArc<T> {
    fn drop(&mut self) {
        if self.d().n.fetch_sub(1, Relaxed) == 1 {
            drop(unsafe { Box::from_raw(self.p.as_ptr()) });
        }
    }
}

fn main() {
    let a = MyArc::new(5);
    let b = a.clone();
    let h = thread::spawn(move || println!("{}", *b));
    drop(a);
    h.join().unwrap();
}
