use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

struct Lockers {
    free: AtomicUsize, // the first free locker; 0 if there is none
    next: [AtomicUsize; 3], // for each free locker, the next one
}

impl Lockers {
    fn take(&self) -> usize {
        let next = |first: usize| self.next[first].load(SeqCst);
        self.free.update(SeqCst, SeqCst, next)
    }

    fn give_back(&self, locker: usize) {
        self.free.update(SeqCst, SeqCst, |first| {
            self.next[locker].store(first, SeqCst);
            locker
        });
    }
}

fn main() {
    let lockers = Lockers {
        free: AtomicUsize::new(1),
        next: [0, 2, 0].map(AtomicUsize::new),
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
    println!("Ann has {ann}, Ben has {ben}, free: {}", lockers.take());
}
