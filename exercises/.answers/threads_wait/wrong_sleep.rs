// judge: can print: 0 passengers
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

static PASSENGERS: AtomicU32 = AtomicU32::new(0);

fn count(passengers: u32) {
    PASSENGERS.fetch_add(passengers, Relaxed);
}

fn main() {
    thread::spawn(|| count(10));
    thread::spawn(|| count(20));
    thread::sleep(Duration::from_secs(1));

    println!("{} passengers", PASSENGERS.load(Relaxed));
}
