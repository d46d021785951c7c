use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;

fn main() {
    let plain: u8 = 250;
    println!("plain: {:?}", plain.checked_add(10));
    let atomic = AtomicU8::new(250);
    println!("returned: {}", atomic.fetch_add(10, Relaxed));
    println!("stored: {}", atomic.load(Relaxed));
}
