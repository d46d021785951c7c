use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn main() {
    let sold: &'static AtomicU32 = Box::leak(Box::new(AtomicU32::new(0)));

    let ada = thread::spawn(move || sold.fetch_add(1, Ordering::Relaxed));
    let bob = thread::spawn(move || sold.fetch_add(1, Ordering::Relaxed));
    ada.join().unwrap();
    bob.join().unwrap();

    println!("sold: {}", sold.load(Ordering::Relaxed));
    assert_eq!(sold.load(Ordering::Relaxed), 2);
}
