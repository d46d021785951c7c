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
        let seen = *visitors.lock().unwrap();
        println!("seen {seen}");
    });
}
