use std::sync::RwLock;

fn price(cache: &RwLock<Option<u32>>) -> u32 {
    match *cache.read().unwrap() {
        Some(price) => price,
        None => {
            let price = 250;
            *cache.write().unwrap() = Some(price); // still reading
            price
        }
    }
}

fn main() {
    println!("known: {}", price(&RwLock::new(Some(300))));
    println!("asked: {}", price(&RwLock::new(None)));
}
