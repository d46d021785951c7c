use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let sold: &'static AtomicU32 = Box::leak(Box::new(AtomicU32::new(0)));

    let ada = thread::spawn(move || sold.fetch_add(1, Relaxed));
    let bob = thread::spawn(move || sold.fetch_add(1, Relaxed));
    ada.join().unwrap();
    bob.join().unwrap();

    println!("sold: {}", sold.load(Relaxed));
    assert_eq!(sold.load(Relaxed), 2);
}
