// a b
// b a

use std::{panic, thread};
fn main() {
    panic::set_hook(Box::new(|_| {}));
    let t = thread::spawn(|| { let _ = panic::catch_unwind(|| panic!("quiet")); println!("a"); });
    println!("b");
    t.join().unwrap();
}
