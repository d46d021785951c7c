use std::cell::RefCell;
use std::thread;

fn main() {
    let stock = RefCell::new(5);
    thread::scope(|s| {
        s.spawn(|| *stock.borrow_mut() -= 1); // error[E0277]
    });
    println!("{}", stock.borrow());
}
