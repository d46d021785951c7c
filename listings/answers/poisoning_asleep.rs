use std::sync::{Mutex, mpsc};
use std::thread;

fn main() {
    let tickets = Mutex::new(0);
    let (locked, held) = mpsc::channel();
    thread::scope(|s| {
        let seller = s.spawn(|| {
            let mut guard = tickets.lock().unwrap();
            locked.send(()).unwrap();
            *guard = 7;
            panic!("the printer is jammed");
        });

        held.recv().unwrap();
        match tickets.lock() {
            Ok(guard) => println!("Ok: {guard}"),
            Err(error) => println!("Err: {}", error.get_ref()),
        }
        assert!(seller.join().is_err());
    });
}
