// judge: never prints: seen 0
use std::sync::Mutex;
use std::thread;

fn enter(visitors: &Mutex<u32>) {
    *visitors.lock().unwrap() += 1;
}

fn main() {
    let visitors = Mutex::new(0);

    thread::scope(|s| {
        let first = s.spawn(|| enter(&visitors));
        s.spawn(|| enter(&visitors));
        first.join().unwrap();
        let seen = *visitors.lock().unwrap();
        println!("seen {seen}");
    });
}
