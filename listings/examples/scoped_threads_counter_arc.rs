use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let sold = Arc::new(AtomicU32::new(0));

    let for_ada = Arc::clone(&sold);
    let ada = thread::spawn(move || for_ada.fetch_add(1, Relaxed));
    let for_bob = Arc::clone(&sold);
    let bob = thread::spawn(move || for_bob.fetch_add(1, Relaxed));
    ada.join().unwrap();
    bob.join().unwrap();

    println!("sold: {}", sold.load(Relaxed));
    assert_eq!(sold.load(Relaxed), 2);
}
