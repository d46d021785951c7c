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
        for half in prices.chunks_mut(2) {
            s.spawn(|| double(half));
        }
    });
    println!("{prices:?}");
}
