use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn buy(seats: &AtomicU32) -> bool {
    if seats.load(Relaxed) == 0 {
        return false;
    }
    seats.fetch_sub(1, Relaxed);
    true
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
