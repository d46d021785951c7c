// 7 8

use std::sync::LazyLock;
use std::thread;

static PRICE: LazyLock<u32> = LazyLock::new(|| 7);

fn main() {
    let worker = thread::spawn(|| *PRICE + 1);
    println!("{} {}", *PRICE, worker.join().unwrap());
}
