use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let items = Mutex::new(VecDeque::from(["tea"]));
    let popped = Condvar::new();

    thread::scope(|s| {
        s.spawn(|| {
            let items = items.lock().unwrap();
            let is_full = |items: &mut VecDeque<_>| items.len() == 1;
            let mut items = popped.wait_while(items, is_full).unwrap();
            items.push_back("cake");
            println!("pushed");
        });

        let _first = items.lock().unwrap().pop_front(); // and no notify
    });
}
