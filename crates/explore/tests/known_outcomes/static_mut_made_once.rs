// 42 42

use std::sync::Once;
use std::thread;

static INIT: Once = Once::new();
static mut VALUE: usize = 0;

fn value() -> usize {
    unsafe {
        INIT.call_once(|| {
            VALUE = 42;
        });
        VALUE
    }
}

fn main() {
    let h = thread::spawn(value);
    println!("{} {}", value(), h.join().unwrap());
}
