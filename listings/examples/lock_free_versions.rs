use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

const VERSION: u64 = 1 << 32; // adds one to the upper half

struct Lockers {
    free: AtomicU64, // a version number, and the first free locker
    next: [AtomicU64; 3],
}

impl Lockers {
    fn take(&self) -> u64 {
        let seen = self.free.update(SeqCst, SeqCst, |seen| {
            let first = seen % VERSION;
            let next = self.next[first as usize].load(SeqCst);
            (seen - first).wrapping_add(VERSION) + next
        });
        seen % VERSION
    }

    fn give_back(&self, locker: u64) {
        self.free.update(SeqCst, SeqCst, |seen| {
            let first = seen % VERSION;
            self.next[locker as usize].store(first, SeqCst);
            (seen - first).wrapping_add(VERSION) + locker
        });
    }
}

fn main() {
    let lockers = Lockers {
        free: AtomicU64::new(1),
        next: [0, 2, 0].map(AtomicU64::new),
    };

    let (ann, ben) = thread::scope(|s| {
        let ann = s.spawn(|| lockers.take());
        let ben = s.spawn(|| {
            let [one, two] = [lockers.take(), lockers.take()];
            lockers.give_back(one);
            two
        });
        (ann.join().unwrap(), ben.join().unwrap())
    });
    let free = lockers.take();
    println!("Ann has {ann}, Ben has {ben}, free: {free}");
    assert!(free != ann && free != ben);
}
