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
        s.spawn(|| double(&mut prices[..2]));
        s.spawn(|| double(&mut prices[2..]));
    });
    println!("{prices:?}");
}
