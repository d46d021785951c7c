use std::sync::Mutex;
use std::thread;

fn main() {
    let tickets = Mutex::new(0);
    thread::scope(|s| {
        let seller = s.spawn(|| {
            let mut guard = tickets.lock().unwrap();
            *guard = 7;
            panic!("the printer is jammed");
        });

        match tickets.lock() {
            Ok(guard) => println!("healthy: {guard}"),
            Err(error) => println!("poisoned: {}", error.get_ref()),
        }
        assert!(seller.join().is_err());
    });
}
