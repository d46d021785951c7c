use std::sync::RwLock;
use std::thread;

fn raise(price: &RwLock<u32>) {
    let mut price = price.write().unwrap();
    if *price < 2 {
        *price += 1;
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
