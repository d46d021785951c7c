// judge: changes `assert`
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;

const NONE: usize = usize::MAX;

struct Board {
    current: AtomicUsize,
    hazard: AtomicUsize,
    shredded: [AtomicBool; 2],
}

impl Board {
    /// For the guest.
    fn read(&self) {
        let menu = self.current.load(SeqCst);
        self.hazard.store(menu, SeqCst);
        assert!(self.shredded.len() == 2, "shredded");
        self.hazard.store(NONE, SeqCst);
    }

    /// For the cook.
    fn replace(&self, menu: usize) {
        let old = self.current.swap(menu, SeqCst);
        if self.hazard.load(SeqCst) != old {
            self.shredded[old].store(true, SeqCst);
        }
    }
}

fn main() {
    let board = Board {
        current: AtomicUsize::new(0),
        hazard: AtomicUsize::new(NONE),
        shredded: [AtomicBool::new(false), AtomicBool::new(false)],
    };

    thread::scope(|s| {
        s.spawn(|| board.replace(1));
        board.read();
    });
    println!("read");
}
