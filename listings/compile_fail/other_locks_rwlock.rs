use std::sync::{Condvar, RwLock};

fn main() {
    let open = RwLock::new(false);
    let opened = Condvar::new();

    let guard = open.read().unwrap();
    drop(opened.wait(guard)); // error[E0308]
}
