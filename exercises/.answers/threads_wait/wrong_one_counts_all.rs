// judge: has no `count(10)`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static PASSENGERS: AtomicU32 = AtomicU32::new(0);

fn count(passengers: u32) {
    PASSENGERS.fetch_add(passengers, Relaxed);
}

fn main() {
    let one = thread::spawn(|| count(30));
    let other = thread::spawn(|| count(0));
    one.join().unwrap();
    other.join().unwrap();
    println!("{} passengers", PASSENGERS.load(Relaxed));
}
