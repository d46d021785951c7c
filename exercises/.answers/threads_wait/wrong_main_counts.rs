// judge: never has more than 1 thread
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static PASSENGERS: AtomicU32 = AtomicU32::new(0);

fn count(passengers: u32) {
    PASSENGERS.fetch_add(passengers, Relaxed);
}

fn main() {
    count(10);
    count(20);
    let decoy = thread::spawn(|| ());
    println!("{} passengers", PASSENGERS.load(Relaxed));
    decoy.join().unwrap();
}
