use std::sync::Mutex;

fn main() {
    let tickets = Mutex::new(3);
    let mut guard = tickets.lock().unwrap();
    *guard -= 1;
    tickets.unlock(); // error[E0599]
}
