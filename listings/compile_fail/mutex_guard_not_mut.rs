use std::sync::Mutex;

fn main() {
    let tickets = Mutex::new(3);
    let guard = tickets.lock().unwrap();
    *guard -= 1; // error[E0596]
    println!("left: {guard}");
}
