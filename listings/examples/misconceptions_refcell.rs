#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::thread;

fn take_orders() {
    let orders = RefCell::new(vec!["rye"]);
    orders.borrow_mut().push("oat");
    orders.borrow_mut().push("bun"); // the second time
    let list = orders.borrow();
    println!("free: {}", orders.try_borrow_mut().is_ok());
    orders.borrow_mut().push("pie"); // while `list` is alive
    println!("{list:?}");
}

fn main() {
    let clerk = thread::spawn(take_orders);
    println!("the clerk is done: {}", clerk.join().is_ok());
    println!("the bakery is open");
}
