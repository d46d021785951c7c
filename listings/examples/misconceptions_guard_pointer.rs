use std::sync::Mutex;

fn main() {
    let flour = Mutex::new(25);
    let guard = flour.lock().unwrap();
    let inside: &u32 = &guard; // through the smart pointer
    println!("{inside}, free: {}", flour.try_lock().is_ok());
    drop(guard); // this is the unlock
    println!("free: {}", flour.try_lock().is_ok());
}
