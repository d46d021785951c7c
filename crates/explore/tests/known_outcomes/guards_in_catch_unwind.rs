// 1 2

use std::panic;
use std::sync::{Mutex, RwLock};

fn main() {
    let (one, two) = (Mutex::new(1), RwLock::new(2));
    let (one, two) = (one.lock().unwrap(), two.write().unwrap());
    panic::catch_unwind(|| println!("{one} {two}")).unwrap();
}
