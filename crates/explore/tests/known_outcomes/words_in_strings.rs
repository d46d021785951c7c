// Instant coffee

use std::thread;

fn main() {
    let cook = thread::spawn(|| println!("Instant coffee"));
    cook.join().unwrap();
}
