// judge: has a stronger ordering than it needs
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{Acquire, Release, SeqCst};
use std::thread;

struct Hatch {
    dish: UnsafeCell<u32>,
    sent: AtomicUsize,
    received: AtomicUsize,
}

// SAFETY: the cook uses the dish while as many were received as were
// sent, and the waiter while one more was sent.
unsafe impl Sync for Hatch {}

impl Hatch {
    /// For the cook, who knows how many dishes were sent before.
    fn send(&self, sent: usize, dish: u32) -> bool {
        if self.received.load(Acquire) != sent {
            return false;
        }
        // SAFETY: as said above.
        unsafe { *self.dish.get() = dish };
        self.sent.store(sent + 1, Release);
        true
    }

    /// For the waiter, who knows how many were received before.
    fn receive(&self, received: usize) -> Option<u32> {
        if self.sent.load(Acquire) == received {
            return None;
        }
        // SAFETY: as said above.
        let dish = unsafe { *self.dish.get() };
        self.received.store(received + 1, SeqCst);
        Some(dish)
    }
}

fn main() {
    let hatch = Hatch {
        dish: UnsafeCell::new(0),
        sent: AtomicUsize::new(0),
        received: AtomicUsize::new(0),
    };

    thread::scope(|s| {
        s.spawn(|| hatch.send(0, 7) && hatch.send(1, 8));
        let first = hatch.receive(0);
        let second = first.and_then(|_| hatch.receive(1));
        println!("first: {first:?}, second: {second:?}");
    });
}
