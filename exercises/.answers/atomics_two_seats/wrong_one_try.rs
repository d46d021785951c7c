// judge: can print: 1 tickets
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn buy(seats: &AtomicU32) -> bool {
    let left = seats.load(Relaxed);
    left > 0
        && seats
            .compare_exchange(left, left - 1, Relaxed, Relaxed)
            .is_ok()
}

fn main() {
    let seats = AtomicU32::new(2);

    let tickets = thread::scope(|s| {
        let buyers = [(); 3].map(|()| s.spawn(|| buy(&seats)));
        buyers.map(|buyer| buyer.join().unwrap())
    });
    let tickets = tickets.iter().filter(|&&yes| yes).count();
    println!("{tickets} tickets, {} seats left", seats.into_inner());
}
