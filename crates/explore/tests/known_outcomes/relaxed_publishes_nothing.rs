//
// undefined behavior: data race: main reads S.value at line 23, thread 1 writes S.value at line 19

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

struct Slot {
    ready: AtomicBool,
    value: UnsafeCell<u32>,
}

unsafe impl Sync for Slot {}

static S: Slot = Slot { ready: AtomicBool::new(false), value: UnsafeCell::new(0) };

fn main() {
    let h = thread::spawn(|| {
        unsafe { *S.value.get() = 7 }
        S.ready.store(true, Relaxed);
    });
    if S.ready.load(Relaxed) {
        println!("{}", unsafe { *S.value.get() });
    }
    h.join().unwrap();
}
