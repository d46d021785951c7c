use std::cell::UnsafeCell;
use std::hint;
use std::rc::Rc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

struct SpinLock<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: only the thread that has the flag gets at the value.
unsafe impl<T: Send> Sync for SpinLock<T> {}

fn copy(menu: &SpinLock<Rc<str>>) -> Rc<str> {
    while menu.taken.swap(true, Acquire) {
        hint::spin_loop();
    }
    // SAFETY: this thread has the flag.
    let copy = unsafe { (*menu.value.get()).clone() };
    menu.taken.store(false, Release);
    copy
}

fn main() {
    let menu = SpinLock {
        taken: AtomicBool::new(false),
        value: UnsafeCell::new(Rc::from("soup")),
    };
    thread::scope(|s| {
        s.spawn(|| copy(&menu).len()); // error[E0277]
        println!("{}", copy(&menu));
    });
}
