use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

fn main() {
    let visits = Rc::new(Mutex::new(0));
    let ours = Rc::clone(&visits);
    let add = move || *ours.lock().unwrap() += 1;
    thread::spawn(add).join().unwrap(); // error[E0277]
    println!("visits: {}", visits.lock().unwrap());
}
