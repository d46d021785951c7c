use std::sync::Mutex;

fn main() {
    let tickets = Mutex::new(1);
    println!("{}", tickets.data); // error[E0616]
}
