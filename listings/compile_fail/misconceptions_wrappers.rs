use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

fn needs_send<T: Send>() {}
fn needs_sync<T: Sync>() {}

fn main() {
    needs_send::<Cell<u32>>();
    needs_sync::<Mutex<Cell<u32>>>(); // the lock adds `Sync`
    needs_sync::<Mutex<Rc<u32>>>(); // error[E0277]
    needs_send::<Arc<Cell<u32>>>(); // error[E0277]
}
