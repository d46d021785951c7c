use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

fn main() {
    let accounts = Mutex::new([100, 50]);

    let mut guard = accounts.lock().unwrap();
    let caught = panic::catch_unwind(AssertUnwindSafe(|| {
        guard[0] -= 30;
        panic!("no such account");
    }));
    assert!(caught.is_err());
    drop(guard); // no panic is under way anymore

    println!("poisoned: {}", accounts.is_poisoned());
    println!("accounts: {:?}", accounts.lock().unwrap());
    assert!(!accounts.is_poisoned());
}
