use std::sync::atomic::{AtomicU8, Ordering};

fn main() {
    let mut visits = AtomicU8::new(250);

    let old = visits.fetch_add(10, Ordering::Relaxed);
    println!("before {old}, after {visits:?}");

    let old = visits.fetch_max(7, Ordering::Relaxed);
    println!("before {old}, after {visits:?}");

    let old = visits.swap(0, Ordering::Relaxed);
    println!("before {old}, after {visits:?}");

    *visits.get_mut() += 1;
    println!("in the end {}", visits.into_inner());
}
