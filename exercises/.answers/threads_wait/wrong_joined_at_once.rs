// judge: never has more than 1 thread besides `main`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static PASSENGERS: AtomicU32 = AtomicU32::new(0);

fn count(passengers: u32) {
    PASSENGERS.fetch_add(passengers, Relaxed);
}

fn main() {
    thread::spawn(|| count(10)).join().unwrap();
    thread::spawn(|| count(20)).join().unwrap();
    println!("{} passengers", PASSENGERS.load(Relaxed));
}
