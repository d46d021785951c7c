// judge: can run without any thread but `main` in `fn enter`
use std::sync::Mutex;
use std::thread;

fn enter(visitors: &Mutex<u32>) {
    *visitors.lock().unwrap() += 1;
}

fn main() {
    let visitors = Mutex::new(0);

    thread::scope(|s| {
        s.spawn(|| *visitors.lock().unwrap() = 1);
        s.spawn(|| *visitors.lock().unwrap() = 2);
        println!("seen {}", visitors.lock().unwrap());
    });
}
