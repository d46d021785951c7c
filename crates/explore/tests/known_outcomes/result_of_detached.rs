//
// dropped

use std::thread;

struct Report;

impl Drop for Report {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn main() {
    drop(thread::spawn(|| Report));
}
