// done

use std::sync::Mutex;
use std::thread;

fn main() {
    thread::scope(|s| {
        for _ in 0..14 {
            s.spawn(|| *Mutex::new(0).lock().unwrap() += 1);
        }
    });
    println!("done");
}
