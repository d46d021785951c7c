// judge: works only with
use std::hint;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

struct Door {
    taken: AtomicBool,
}

impl Door {
    fn with(&self, work: impl FnOnce()) {
        while self.taken.swap(true, Acquire) {
            while self.taken.load(Relaxed) {
                hint::spin_loop();
            }
        }
        static N: AtomicBool = AtomicBool::new(false);
        if !N.swap(true, Acquire) {
            self.taken.store(false, Release);
            work();
            return;
        }
        work();
        self.taken.store(false, Release);
    }
}

fn main() {
    let door = Door {
        taken: AtomicBool::new(false),
    };

    let inside = AtomicBool::new(false);
    let visit = || {
        assert!(!inside.swap(true, Relaxed), "two visitors are inside");
        inside.store(false, Relaxed);
    };

    thread::scope(|s| {
        let first = s.spawn(|| door.with(|| panic!("lost my key")));
        assert!(first.join().is_err());
        s.spawn(|| door.with(visit));
        door.with(visit);
    });
    println!("the others were in, one at a time");
}
