use std::cell::Cell;
use std::thread;

struct Visits(Cell<u32>);

// SAFETY: a number is written in one go. (This argument is wrong.)
unsafe impl Sync for Visits {}

impl Visits {
    fn add(&self) {
        self.0.set(self.0.get() + 1);
    }
}

fn main() {
    let visits = Visits(Cell::new(0));

    thread::scope(|s| {
        s.spawn(|| visits.add());
        s.spawn(|| visits.add());
    });

    let visits = visits.0.get();
    println!("visits: {visits}");
    assert!(visits == 2, "a visit is lost");
}
