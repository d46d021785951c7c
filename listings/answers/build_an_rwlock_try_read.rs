use std::sync::RwLock;
use std::thread;

fn main() {
    let price = RwLock::new(1);

    thread::scope(|s| {
        let first = price.read().unwrap();
        s.spawn(|| *price.write().unwrap() = 2);
        let second = price.try_read().is_ok();
        drop(first);
        println!("a second guard: {second}");
    });
}
