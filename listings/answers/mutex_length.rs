use std::sync::Mutex;

fn main() {
    let mut seats = Mutex::new(vec!["A1", "A2"]);
    println!("{}", seats.lock().unwrap().len());
    println!("{}", seats.get_mut().unwrap().len());
}
