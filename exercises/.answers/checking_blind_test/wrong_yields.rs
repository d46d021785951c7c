// judge: never prints: 1 sold
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn sell(sold: &AtomicU32) {
    let before = sold.load(SeqCst);
    sold.store(before + 1, SeqCst);
}

fn main() {
    let sold = AtomicU32::new(0);

    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| sell(&sold)).join().unwrap();
            thread::yield_now();
        }
    });
    println!("{} sold", sold.into_inner());
}
