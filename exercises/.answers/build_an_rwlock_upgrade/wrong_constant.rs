// judge: works only with
use std::sync::RwLock;
use std::thread;

fn raise(price: &RwLock<u32>) {
    *price.write().unwrap() = 2;
}

fn main() {
    let price = RwLock::new(1);

    thread::scope(|s| {
        s.spawn(|| raise(&price));
        raise(&price);
    });
    println!("price {}", price.into_inner().unwrap());
}
