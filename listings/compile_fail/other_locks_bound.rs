use std::cell::Cell;
use std::sync::{Mutex, RwLock};

static ALONE: Mutex<Cell<u32>> = Mutex::new(Cell::new(0));
static CROWD: RwLock<Cell<u32>> = RwLock::new(Cell::new(0)); // error[E0277]

fn main() {
    ALONE.lock().unwrap().set(1);
    CROWD.write().unwrap().set(1);
}
