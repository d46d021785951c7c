// 1 4
// 4 4

use std::sync::{Arc, Mutex};
use std::thread;

trait Shape {
    fn area(&self) -> u32;
    fn grow(&mut self);
}

struct Sq(u32);

impl Shape for Sq {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
    fn grow(&mut self) {
        self.0 += 1;
    }
}

fn main() {
    let s: Arc<Mutex<dyn Shape + Send>> = Arc::new(Mutex::new(Sq(1)));
    let t = Arc::clone(&s);
    let h = thread::spawn(move || t.lock().unwrap().grow());
    println!("{}", s.lock().unwrap().area());
    h.join().unwrap();
    println!("{}", s.lock().unwrap().area());
}
