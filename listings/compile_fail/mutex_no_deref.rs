use std::sync::Mutex;

fn main() {
    let tickets = Mutex::new(3);
    *tickets -= 1; // error[E0614]
}
