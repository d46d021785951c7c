#![forbid(unsafe_code)]

use std::sync::Mutex;
use std::thread;

fn main() {
    let tickets = Mutex::new(1);

    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let left = *tickets.lock().unwrap();
                if left > 0 {
                    *tickets.lock().unwrap() -= 1;
                }
            });
        }
    });

    println!("tickets left: {}", tickets.into_inner().unwrap());
}
