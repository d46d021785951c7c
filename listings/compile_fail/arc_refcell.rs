use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

fn main() {
    let visits = Arc::new(RefCell::new(0));
    let ours = Arc::clone(&visits);
    let add = move || *ours.borrow_mut() += 1;
    thread::spawn(add).join().unwrap(); // error[E0277]
    println!("visits: {}", visits.borrow());
}
