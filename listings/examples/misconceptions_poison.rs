use std::sync::{Mutex, PoisonError};
use std::thread;

fn main() {
    let loaves = Mutex::new(12);
    thread::scope(|s| {
        let baker = s.spawn(|| {
            let mut guard = loaves.lock().unwrap();
            *guard += 1;
            panic!("the oven is out");
        });
        // Before the panic, or waiting for it, or after it.
        drop(loaves.lock().unwrap_or_else(PoisonError::into_inner));
        println!("main had the lock");
        assert!(baker.join().is_err());
    });
    println!("then: {loaves:?}");
    loaves.clear_poison();
    println!("cleared: {}", loaves.lock().unwrap());
}
