// judge: can print: price 3
use std::sync::RwLock;
use std::thread;

fn raise(price: &RwLock<u32>) {
    let seen = *price.read().unwrap();
    if seen < 2 {
        *price.write().unwrap() += 1;
    }
}

fn main() {
    let price = RwLock::new(1);

    thread::scope(|s| {
        s.spawn(|| raise(&price));
        raise(&price);
    });
    println!("price {}", price.into_inner().unwrap());
}
