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
    thread::scope(|s| {
        s.spawn(|| double(left));
        s.spawn(|| double(right));
    });
    println!("{prices:?}");
}
