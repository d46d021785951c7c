use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let tray = Mutex::new("nothing");
    let served = Condvar::new();
    let wait_for = |drink: &str| {
        let guard = tray.lock().unwrap();
        let _guard = served.wait_while(guard, |on| *on != drink).unwrap();
    };

    thread::scope(|s| {
        let tea = s.spawn(|| wait_for("tea"));
        s.spawn(|| wait_for("coffee"));

        *tray.lock().unwrap() = "tea";
        served.notify_one();
        tea.join().unwrap();
        *tray.lock().unwrap() = "coffee";
        served.notify_one();
    });
    println!("both served");
}
