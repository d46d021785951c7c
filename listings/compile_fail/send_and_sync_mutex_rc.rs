use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

fn main() {
    let menu = Mutex::new(Rc::new("soup"));
    thread::scope(|s| {
        s.spawn(|| Rc::clone(&menu.lock().unwrap()).len()); // error[E0277]
        let ours = Rc::clone(&menu.lock().unwrap());
        println!("{ours}");
    });
}
