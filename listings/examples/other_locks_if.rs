use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let parcels = Mutex::new(Vec::new());
    let arrived = Condvar::new();
    let fetch = || {
        let mut guard = parcels.lock().unwrap();
        if guard.is_empty() {
            guard = arrived.wait(guard).unwrap();
        }
        guard.pop()
    };

    let fetched = thread::scope(|s| {
        let threads = [s.spawn(fetch), s.spawn(fetch)];
        for _ in 0..2 {
            parcels.lock().unwrap().push("parcel");
            arrived.notify_one();
        }
        threads.map(|thread| thread.join().unwrap())
    });

    let got = fetched.iter().flatten().count();
    println!("fetched: {got}, left: {:?}", parcels.lock().unwrap());
}
