use std::sync::Mutex;
use std::thread;

fn main() {
    let log = Mutex::new(vec!["open"]);

    thread::scope(|s| {
        let clerk = s.spawn(|| log.lock().unwrap().push("sold"));
        let mut entries = log.lock().unwrap();
        clerk.join().unwrap();
        entries.push("close");
        println!("{entries:?}");
    });
}
