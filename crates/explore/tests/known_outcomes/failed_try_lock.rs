// free
// 1
// only by a weaker memory ordering: 0

use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::thread;
static X: AtomicU8 = AtomicU8::new(0);
static M: Mutex<()> = Mutex::new(());
fn main() {
    let t = thread::spawn(|| {
        X.store(1, Relaxed);
        let _g = M.lock().unwrap();
    });
    match M.try_lock() {
        Err(_) => println!("{}", X.load(Relaxed)),
        Ok(_) => println!("free"),
    }
    t.join().unwrap();
}
