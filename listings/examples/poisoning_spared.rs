use std::panic;
use std::sync::Mutex;

struct Visit<'a>(&'a Mutex<Vec<&'static str>>);

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        let mut log = self.0.lock().unwrap();
        log.push("leave");
    }
}

fn main() {
    let log = Mutex::new(Vec::new());
    let caught = panic::catch_unwind(|| {
        let _visit = Visit(&log);
        log.lock().unwrap().push("enter");
        panic!("between two critical sections");
    });
    assert!(caught.is_err());

    println!("{:?}", log.lock().unwrap());
    println!("poisoned: {}", log.is_poisoned());
    assert!(!log.is_poisoned());
}
