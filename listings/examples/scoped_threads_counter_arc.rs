use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn main() {
    let sold = Arc::new(AtomicU32::new(0));

    let mine = Arc::clone(&sold);
    let ada = thread::spawn(move || mine.fetch_add(1, Ordering::Relaxed));
    let mine = Arc::clone(&sold);
    let bob = thread::spawn(move || mine.fetch_add(1, Ordering::Relaxed));
    ada.join().unwrap();
    bob.join().unwrap();

    println!("sold: {}", sold.load(Ordering::Relaxed));
    assert_eq!(sold.load(Ordering::Relaxed), 2);
}
