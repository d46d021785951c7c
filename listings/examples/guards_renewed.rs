use std::sync::Mutex;

fn main() {
    let stock = Mutex::new(3);

    let mut guard = stock.lock().unwrap();
    println!("stock: {guard}");
    guard = stock.lock().unwrap(); // the old guard is still there
    println!("stock: {guard}");
}
