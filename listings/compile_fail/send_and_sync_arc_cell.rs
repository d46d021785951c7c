use std::cell::Cell;
use std::sync::Arc;
use std::thread;

fn main() {
    let sold = Arc::new(Cell::new(0));
    let theirs = Arc::clone(&sold);
    let sell = move || theirs.set(theirs.get() + 1);
    let clerk = thread::spawn(sell); // error[E0277]
    sold.set(sold.get() + 1);
    clerk.join().unwrap();
}
