use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn main() {
    let sold = AtomicU32::new(0);

    let (left, right) = thread::scope(|s| {
        let left = s.spawn(|| sold.fetch_add(1, Relaxed));
        let right = s.spawn(|| sold.fetch_add(1, Relaxed));
        (left.join().unwrap(), right.join().unwrap())
    });

    let total = sold.load(Relaxed);
    println!("tickets {left} and {right}, sold {total}");
    assert_ne!(left, right);
    assert_eq!(total, 2);
}
