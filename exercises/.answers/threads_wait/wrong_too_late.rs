// judge: can print: 0 passengers
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static PASSENGERS: AtomicU32 = AtomicU32::new(0);

fn count(passengers: u32) {
    PASSENGERS.fetch_add(passengers, Relaxed);
}

fn main() {
    let front = thread::spawn(|| count(10));
    let back = thread::spawn(|| count(20));

    println!("{} passengers", PASSENGERS.load(Relaxed));
    front.join().unwrap();
    back.join().unwrap();
}
