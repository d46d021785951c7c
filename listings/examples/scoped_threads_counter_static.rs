use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static SOLD: AtomicU32 = AtomicU32::new(0);

fn main() {
    let ada = thread::spawn(|| SOLD.fetch_add(1, Ordering::Relaxed));
    let bob = thread::spawn(|| SOLD.fetch_add(1, Ordering::Relaxed));
    ada.join().unwrap();
    bob.join().unwrap();

    println!("sold: {}", SOLD.load(Ordering::Relaxed));
    assert_eq!(SOLD.load(Ordering::Relaxed), 2);
}
