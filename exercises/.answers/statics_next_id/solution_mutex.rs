use std::sync::Mutex;
use std::thread;

static LAST: Mutex<u32> = Mutex::new(0);

fn next_id() -> u32 {
    let mut last = LAST.lock().unwrap();
    *last += 1;
    *last
}

fn main() {
    let mut ids = thread::scope(|s| {
        let second = s.spawn(next_id);
        [next_id(), second.join().unwrap()]
    });
    ids.sort_unstable();
    println!("ids {ids:?}");
}
