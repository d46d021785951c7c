use std::sync::Mutex;

fn main() {
    let loaves = Mutex::new(6);
    println!("{loaves:?}");
    let held = loaves.lock().unwrap();
    println!("{loaves:?}"); // does not wait for `held`
    println!("{held}");
}
