#![deny(const_item_interior_mutations)]

use std::sync::Mutex;

const SOLD: Mutex<u32> = Mutex::new(0);

fn main() {
    *SOLD.lock().unwrap() += 1; // error[const_item_interior_mutations]
}
