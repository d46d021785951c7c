// None
// undefined behavior: data race: main reads self.m at line 24, thread 1 writes self.m at line 19

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

pub struct Slot<T> {
    m: UnsafeCell<MaybeUninit<T>>,
    ready: AtomicBool,
}

unsafe impl<T: Send> Sync for Slot<T> {}

impl<T> Slot<T> {
    fn send(&self, v: T) {
        unsafe {
            (*self.m.get()).write(v);
        }
        self.ready.store(true, Relaxed);
    }
    fn take(&self) -> Option<T> {
        if self.ready.swap(false, Acquire) { Some(unsafe { (*self.m.get()).assume_init_read() }) } else { None }
    }
}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        if *self.ready.get_mut() {
            unsafe { self.m.get_mut().assume_init_drop() }
        }
    }
}

fn main() {
    let s = Slot { m: UnsafeCell::new(MaybeUninit::uninit()), ready: AtomicBool::new(false) };
    thread::scope(|sc| {
        sc.spawn(|| s.send(String::from("hi")));
        println!("{:?}", s.take());
    });
}
