use std::sync::Mutex;

fn main() {
    let desk = Mutex::new(());
    let _ = desk.lock().unwrap(); // error[let_underscore_lock]
    println!("am I alone at the desk?");
}
