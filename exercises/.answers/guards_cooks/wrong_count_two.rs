// judge: works only with
use std::sync::Mutex;
use std::thread;

fn cook(name: &str) {
    println!("{name} starts");
    println!("{name} is done");
}

fn work(name: &str, dishes: &Mutex<u32>) {
    cook(name);
    *dishes.lock().unwrap() = 2;
}

fn main() {
    let dishes = Mutex::new(0);

    thread::scope(|s| {
        s.spawn(|| work("ada", &dishes));
        s.spawn(|| work("bob", &dishes));
    });
    assert_eq!(dishes.into_inner().unwrap(), 2);
}
