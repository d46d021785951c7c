use std::sync::Mutex;
use std::thread;

fn main() {
    let visits = Mutex::new(0);
    let ours = visits.clone(); // error[E0599]
    let door = thread::spawn(move || *ours.lock().unwrap() += 1);
    door.join().unwrap();
    println!("visits: {}", visits.lock().unwrap());
}
