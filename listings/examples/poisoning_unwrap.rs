use std::sync::Mutex;
use std::thread;

fn main() {
    let tickets = Mutex::new(7);
    thread::scope(|s| {
        let seller = s.spawn(|| {
            let mut guard = tickets.lock().unwrap();
            *guard -= 1;
            panic!("the printer is jammed");
        });
        assert!(seller.join().is_err());
    });

    println!("one thread has panicked, main goes on");
    let guard = tickets.lock().unwrap();
    println!("{guard} tickets are left");
}
