// got 3

use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(None));
    let n = m.clone();
    let h = thread::spawn(move || {
        *n.lock().unwrap() = Some(3);
    });
    let v = loop {
        if let Some(v) = *m.lock().unwrap() {
            break v;
        }
    };
    h.join().unwrap();
    println!("got {v}");
}
