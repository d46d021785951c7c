// judge: can print: 2 tickets, 1 seats left
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn buy(seats: &AtomicU32) -> bool {
    let left = seats.load(Relaxed);
    if left == 0 {
        return false;
    }
    seats.swap(left - 1, Relaxed) > 0
}

fn main() {
    let seats = AtomicU32::new(2);

    let tickets = thread::scope(|s| {
        let other = s.spawn(|| buy(&seats));
        u32::from(buy(&seats)) + u32::from(other.join().unwrap())
    });
    println!("{tickets} tickets, {} seats left", seats.into_inner());
}
