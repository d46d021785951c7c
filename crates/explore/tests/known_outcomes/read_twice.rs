// 2
// 4
// deadlock

use std::sync::RwLock;
use std::thread;

fn main() {
    let page = RwLock::new(1);
    thread::scope(|s| {
        s.spawn(|| *page.write().unwrap() += 1);
        let first = page.read().unwrap();
        let second = page.read().unwrap();
        println!("{}", *first + *second);
    });
}
