use std::sync::RwLock;
use std::thread;

fn main() {
    let prices = RwLock::new(vec![250, 300]);

    thread::scope(|s| {
        s.spawn(|| prices.write().unwrap().push(400));
        let last = prices.read().unwrap()[prices.read().unwrap().len() - 1];
        println!("last price: {last}");
    });
}
