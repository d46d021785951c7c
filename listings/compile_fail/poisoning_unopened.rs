use std::sync::Mutex;

fn tickets_left(tickets: &Mutex<u32>) -> u32 {
    let guard = tickets.lock();
    *guard // error[E0614]
}

fn main() {
    let tickets = Mutex::new(7);
    println!("{}", tickets_left(&tickets));
}
