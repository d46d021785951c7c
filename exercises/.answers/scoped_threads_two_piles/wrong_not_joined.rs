// judge: can panic
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

fn sort(pile: &str) -> usize {
    println!("{pile} starts");
    println!("{pile} is done");
    pile.len()
}

fn main() {
    let piles = ["red", "blue"];

    let sum = AtomicUsize::new(0);
    let total: usize = thread::scope(|s| {
        let total = &sum;
        for pile in piles {
            s.spawn(move || total.fetch_add(sort(pile), Relaxed));
        }
        total.load(Relaxed)
    });
    assert_eq!(total, 7);
}
