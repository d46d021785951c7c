use std::sync::Mutex;
use std::thread;

fn main() {
    let tickets = Mutex::new(6);
    println!("free:     {tickets:?}");

    let guard = tickets.lock().unwrap();
    println!("locked:   {tickets:?}");
    println!("guard:    {guard:?}");
    drop(guard);

    thread::scope(|s| {
        let seller = s.spawn(|| {
            let _guard = tickets.lock().unwrap();
            panic!("the till is stuck");
        });
        assert!(seller.join().is_err());
    });
    println!("poisoned: {tickets:?}");
}
