use std::sync::Mutex;
use std::thread;

fn main() {
    let seats = Mutex::new(3);
    thread::scope(|s| {
        let guard = seats.lock().unwrap();
        let printer = s.spawn(|| println!("{seats:?}"));
        printer.join().unwrap();
        drop(guard);
    });
}
