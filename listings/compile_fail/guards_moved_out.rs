use std::sync::Mutex;

fn main() {
    let customer = Mutex::new(String::from("Ada"));
    let guard = customer.lock().unwrap();
    let name = *guard; // error[E0507]
    println!("{name}");
}
