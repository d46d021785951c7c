// judge: can print: 4 prices / [2, 4, 6, 8]
use std::thread;

fn double(prices: &mut [u32]) {
    println!("{} prices", prices.len());
    for price in prices {
        *price *= 2;
    }
}

fn main() {
    let mut prices = [1, 2, 3, 4];

    thread::scope(|s| {
        s.spawn(|| double(&mut prices));
    });
    println!("{prices:?}");
}
