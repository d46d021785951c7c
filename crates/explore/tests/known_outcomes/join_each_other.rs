// deadlock
// only by a spurious wake-up:

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

fn main() {
    let slots: Arc<[Mutex<Option<JoinHandle<()>>>; 2]> = Arc::new([Mutex::new(None), Mutex::new(None)]);
    let mut guards = (slots[0].lock().unwrap(), slots[1].lock().unwrap());
    for i in 0..2 {
        let s = Arc::clone(&slots);
        let h = thread::spawn(move || {
            let other = s[1 - i].lock().unwrap().take();
            if let Some(other) = other {
                other.join().unwrap();
            }
            println!("{i}");
        });
        if i == 0 {
            *guards.0 = Some(h);
        } else {
            *guards.1 = Some(h);
        }
    }
    drop(guards);
    thread::park();
}
