// judge: has a stronger ordering than it needs
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

struct Shared {
    owners: AtomicUsize,
    note: UnsafeCell<u32>,
}

// SAFETY: one owner writes, and the last one to give up reads.
unsafe impl Sync for Shared {}

impl Shared {
    /// Gives up one share. Only the last one gets the note.
    fn release(&self) -> Option<u32> {
        if self.owners.fetch_sub(1, SeqCst) != 1 {
            return None;
        }
        // SAFETY: nobody else owns it.
        Some(unsafe { *self.note.get() })
    }

    /// To be called by one owner.
    fn write(&self, note: u32) {
        // SAFETY: the others do not touch it before they are the last.
        unsafe { *self.note.get() = note };
    }
}

fn main() {
    let shared = Shared {
        owners: AtomicUsize::new(2),
        note: UnsafeCell::new(0),
    };

    let note = thread::scope(|s| {
        let writer = s.spawn(|| {
            shared.write(7);
            shared.release()
        });
        let mine = shared.release();
        mine.or(writer.join().unwrap())
    });
    println!("note {}", note.unwrap());
}
