use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let counts = [Mutex::new(0), Mutex::new(0)];
    let all_counted = Barrier::new(2);
    let count = |window: usize, sold: u32| {
        *counts[window].lock().unwrap() = sold;
        let leads = all_counted.wait().is_leader();
        let all = counts.each_ref().map(|count| *count.lock().unwrap());
        (all, leads)
    };

    let [north, south] = thread::scope(|s| {
        let threads = [s.spawn(|| count(0, 31)), s.spawn(|| count(1, 11))];
        threads.map(|thread| thread.join().unwrap())
    });

    println!("north sees {:?}, south sees {:?}", north.0, south.0);
    assert_eq!(north.0, south.0);
    assert!(north.1 != south.1);
}
