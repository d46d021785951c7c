use std::cell::Cell;
use std::sync::{Mutex, RwLock};

static ALONE: Mutex<Cell<u32>> = Mutex::new(Cell::new(0));
static SHARED: RwLock<Cell<u32>> = RwLock::new(Cell::new(0)); // error[E0277]

fn main() {
    ALONE.lock().unwrap().set(1);
    SHARED.write().unwrap().set(1);
}
