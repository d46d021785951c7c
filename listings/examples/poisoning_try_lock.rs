use std::panic;
use std::sync::{Mutex, TryLockError};

fn look(tickets: &Mutex<u32>) -> String {
    match tickets.try_lock() {
        Ok(guard) => format!("free, {guard} tickets"),
        Err(TryLockError::WouldBlock) => String::from("held"),
        Err(TryLockError::Poisoned(error)) => {
            format!("free and poisoned, {} tickets", error.get_ref())
        }
    }
}

fn main() {
    let tickets = Mutex::new(7);
    println!("{}", look(&tickets));

    let caught = panic::catch_unwind(|| {
        let _guard = tickets.lock().unwrap();
        panic!("the printer is jammed");
    });
    assert!(caught.is_err());
    println!("{}", look(&tickets));

    let error = tickets.lock().unwrap_err();
    println!("{}", look(&tickets));
    drop(error);
    println!("{}", look(&tickets));
}
