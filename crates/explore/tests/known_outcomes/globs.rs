// [1, 2]
// [2, 1]

use std::{sync::*, thread::*};

fn main() {
    let m = Arc::new(Mutex::new(vec![]));
    let n = m.clone();
    let h = spawn(move || n.lock().unwrap().push(1));
    m.lock().unwrap().push(2);
    h.join().unwrap();
    println!("{:?}", m.lock().unwrap());
}
