use std::hint;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

struct Door {
    taken: AtomicBool,
}

struct Guard<'a>(&'a Door);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.taken.store(false, Release);
    }
}

impl Door {
    fn with(&self, work: impl FnOnce()) {
        while self.taken.swap(true, Acquire) {
            while self.taken.load(Relaxed) {
                hint::spin_loop();
            }
        }
        let _guard = Guard(self);
        work();
    }
}

fn main() {
    let door = Door {
        taken: AtomicBool::new(false),
    };

    thread::scope(|s| {
        let first = s.spawn(|| door.with(|| panic!("lost my key")));
        assert!(first.join().is_err());
        door.with(|| println!("the next one is in"));
    });
}
