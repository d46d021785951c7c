use std::sync::Mutex;

fn main() {
    let seats = Mutex::new(vec!["A1", "A2"]);
    println!("{}", seats.len());
}
