// deadlock

use std::sync::Mutex;
use std::thread;

fn main() {
    let m = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            std::mem::forget(m.lock().unwrap());
        })
        .join()
        .unwrap();
        s.spawn(|| {
            *m.lock().unwrap() += 1;
        });
    });
    println!("done");
}
