use std::panic;
use std::sync::Mutex;

const TOTAL: u32 = 150;

fn main() {
    let accounts = Mutex::new([100, 50]);
    let caught = panic::catch_unwind(|| {
        let mut guard = accounts.lock().unwrap();
        guard[0] -= 30;
        panic!("no such account");
    });
    assert!(caught.is_err());
    println!("poisoned: {}", accounts.is_poisoned());

    let error = accounts.lock().unwrap_err();
    let mut guard = error.into_inner();
    let missing = TOTAL - guard.iter().sum::<u32>();
    guard[0] += missing;
    println!("repaired: {guard:?}");
    println!("still poisoned: {}", accounts.is_poisoned());

    accounts.clear_poison();
    drop(guard);
    println!("poisoned: {}", accounts.is_poisoned());
    let guard = accounts.lock().unwrap();
    assert_eq!(*guard, [100, 50]);
}
