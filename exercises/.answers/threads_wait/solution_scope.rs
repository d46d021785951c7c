use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static PASSENGERS: AtomicU32 = AtomicU32::new(0);

fn count(passengers: u32) {
    PASSENGERS.fetch_add(passengers, Relaxed);
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| count(10));
        s.spawn(|| count(20));
    });

    println!("{} passengers", PASSENGERS.load(Relaxed));
}
