// judge: can panic
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;

struct Counts {
    owners: AtomicUsize,
    freed: AtomicBool,
}

impl Counts {
    fn give_up(&self) {
        if self.owners.fetch_sub(1, SeqCst) == 1 {
            assert!(!self.freed.swap(true, SeqCst), "freed twice");
        }
    }

    fn upgrade(&self) -> bool {
        if self.owners.load(SeqCst) == 0 {
            return false;
        }
        self.owners.fetch_add(1, SeqCst);
        !self.freed.load(SeqCst)
    }

    fn look(&self) -> bool {
        let is_there = self.upgrade();
        if is_there {
            assert!(!self.freed.load(SeqCst), "used after it was freed");
            self.give_up();
        }
        is_there
    }
}

fn main() {
    let counts = Counts {
        owners: AtomicUsize::new(1),
        freed: AtomicBool::new(false),
    };

    let looked = thread::scope(|s| {
        s.spawn(|| counts.give_up());
        let other = s.spawn(|| counts.look());
        u32::from(counts.look()) + u32::from(other.join().unwrap())
    });
    assert!(counts.freed.into_inner(), "never freed");
    println!("{looked} looked");
}
