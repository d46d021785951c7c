use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn main() {
    let price = AtomicU32::new(0);
    let published = AtomicBool::new(false);

    thread::scope(|s| {
        s.spawn(|| {
            price.store(42, Relaxed);
            published.store(true, Relaxed); // says nothing about the price
        });
        let customer = s.spawn(|| {
            let seen = published.load(Relaxed);
            (seen, price.load(Relaxed))
        });

        let (seen, amount) = customer.join().unwrap();
        println!("published: {seen}, price: {amount}");
    });
}
