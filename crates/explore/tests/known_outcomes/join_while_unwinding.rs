// deadlock

use std::sync::Mutex;
use std::thread::{self, JoinHandle};

static DOOR: Mutex<()> = Mutex::new(());

struct Helper(Option<JoinHandle<()>>);

impl Drop for Helper {
    fn drop(&mut self) {
        self.0.take().unwrap().join().unwrap();
    }
}

fn main() {
    let _held = DOOR.lock().unwrap();
    let _helper = Helper(Some(thread::spawn(|| drop(DOOR.lock()))));
    panic!();
}
