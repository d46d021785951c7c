use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn double(price: &AtomicU32) {
    let mut seen = price.load(Ordering::Relaxed);
    while let Err(now) = price.compare_exchange_weak(
        seen,
        seen * 2,
        Ordering::Relaxed,
        Ordering::Relaxed,
    ) {
        seen = now;
    }
}

fn main() {
    let price = AtomicU32::new(25);

    thread::scope(|s| {
        s.spawn(|| double(&price));
        s.spawn(|| double(&price));
    });

    let price = price.into_inner();
    println!("price: {price}");
    assert_eq!(price, 100);
}
