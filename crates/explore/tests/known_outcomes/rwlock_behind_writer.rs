// 1 1
// only if a reader waits behind a waiting writer: deadlock

use std::sync::RwLock;
use std::thread;

fn main() {
    let page = RwLock::new(1);
    thread::scope(|s| {
        let mine = page.read().unwrap();
        s.spawn(|| *page.write().unwrap() += 1);
        let other = s.spawn(|| *page.read().unwrap());
        println!("{} {}", mine, other.join().unwrap());
    });
}
