// judge: with only 1 of 2 threads in `fn sell`
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
        s.spawn(|| sell(&sold));
        s.spawn(|| sold.fetch_add(1, SeqCst));
    });
    println!("{} sold", sold.into_inner());
}
