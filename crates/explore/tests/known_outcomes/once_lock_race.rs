// Ok(()) Err(2) Some(1)
// Err(1) Ok(()) Some(2)

use std::sync::OnceLock;
use std::thread;

fn main() {
    let cell = OnceLock::new();
    let (a, b) = thread::scope(|s| {
        let a = s.spawn(|| cell.set(1));
        let b = s.spawn(|| cell.set(2));
        (a.join().unwrap(), b.join().unwrap())
    });
    println!("{a:?} {b:?} {:?}", cell.get());
}
