// false
// true 1
// only by a weaker memory ordering: true 0

use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::thread;
static X: AtomicU8 = AtomicU8::new(0);
static M: Mutex<()> = Mutex::new(());
fn main() {
    let t = thread::spawn(|| {
        let _g = M.lock().unwrap();
        X.store(1, Relaxed);
        panic!("poisons");
    });
    if M.is_poisoned() { println!("true {}", X.load(Relaxed)); } else { println!("false"); }
    let _ = t.join();
}
