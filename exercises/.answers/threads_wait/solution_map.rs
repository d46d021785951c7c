use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static PASSENGERS: AtomicU32 = AtomicU32::new(0);

fn count(passengers: u32) {
    PASSENGERS.fetch_add(passengers, Relaxed);
}

fn main() {
    let handles = [10, 20].map(|n| thread::spawn(move || count(n)));
    handles.map(|handle| handle.join().unwrap());
    println!("{} passengers", PASSENGERS.load(Relaxed));
}
