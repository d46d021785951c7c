// judge: without any thread but `main` in `fn double`
use std::thread;

fn double(prices: &mut [u32]) {
    println!("{} prices", prices.len());
    for price in prices {
        *price *= 2;
    }
}

fn main() {
    let mut prices = [1, 2, 3, 4];
    let (left, right) = prices.split_at_mut(2);
    double(left);
    double(right);
    thread::scope(|s| {
        s.spawn(|| ());
        s.spawn(|| ());
    });
    println!("{prices:?}");
}
