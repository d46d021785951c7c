use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

fn announce(menu: &Mutex<Rc<&str>>) {
    let ours = Rc::clone(&menu.lock().unwrap());
    println!("today: {ours}");
}

fn main() {
    let menu = Mutex::new(Rc::new("soup"));
    thread::scope(|s| {
        s.spawn(|| announce(&menu)); // error[E0277]
        announce(&menu);
    });
}
