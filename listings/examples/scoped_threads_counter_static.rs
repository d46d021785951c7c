use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static SOLD: AtomicU32 = AtomicU32::new(0);

fn main() {
    let ada = thread::spawn(|| SOLD.fetch_add(1, Relaxed));
    let bob = thread::spawn(|| SOLD.fetch_add(1, Relaxed));
    ada.join().unwrap();
    bob.join().unwrap();

    println!("sold: {}", SOLD.load(Relaxed));
    assert_eq!(SOLD.load(Relaxed), 2);
}
