use std::sync::Mutex;

fn main() {
    let sold = Mutex::new(0);
    let guard = sold.lock().unwrap();
    drop(sold);
    drop(guard);
}
