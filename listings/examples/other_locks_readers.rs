use std::sync::RwLock;
use std::thread;

fn main() {
    let prices = RwLock::new([250, 300]);
    let visit = || {
        let read = prices.try_read().is_ok();
        let write = prices.try_write().is_ok();
        format!("another may read: {read}, write: {write}")
    };

    let reader = prices.read().unwrap();
    let seen = thread::scope(|s| s.spawn(visit).join().unwrap());
    println!("beside a reader of {reader:?}, {seen}");
    drop(reader);

    let mut writer = prices.write().unwrap();
    writer[0] = 260;
    let seen = thread::scope(|s| s.spawn(visit).join().unwrap());
    println!("beside a writer of {writer:?}, {seen}");
}
