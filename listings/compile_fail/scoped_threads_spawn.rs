use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn main() {
    let sold = AtomicU32::new(0);
    let lent = &sold; // error[E0597]

    let ada = thread::spawn(move || lent.fetch_add(1, Ordering::Relaxed));
    ada.join().unwrap();
}
