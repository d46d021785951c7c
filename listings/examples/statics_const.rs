#![allow(clippy::declare_interior_mutable_const)]
#![allow(clippy::borrow_interior_mutable_const)]

use std::sync::Mutex;

const TEMPLATE: Mutex<u32> = Mutex::new(0);
static SOLD: Mutex<u32> = TEMPLATE;

fn sell(sold: &Mutex<u32>) -> u32 {
    let mut sold = sold.lock().unwrap();
    *sold += 1;
    *sold
}

fn main() {
    println!("const: {} {}", sell(&TEMPLATE), sell(&TEMPLATE));
    println!("static: {} {}", sell(&SOLD), sell(&SOLD));
}
