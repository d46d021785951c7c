use std::sync::Mutex;
use std::thread;

fn enter(visitors: &Mutex<u32>) {
    *visitors.lock().unwrap() += 1;
}

fn main() {
    let visitors = Mutex::new(0);

    thread::scope(|s| {
        s.spawn(|| enter(&visitors));
        s.spawn(|| enter(&visitors));
    });
    println!("seen {}", visitors.lock().unwrap());
}
