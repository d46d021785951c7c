use std::sync::Mutex;

fn main() {
    let tickets = Mutex::new(3);

    {
        let mut guard = tickets.lock().unwrap();
        println!("in the lock: {}", *guard);
        *guard -= 1;
    } // the guard is dropped here, and that unlocks

    let left = *tickets.lock().unwrap();
    println!("left: {left}");
    assert_eq!(left, 2);
}
