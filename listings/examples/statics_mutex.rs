use std::sync::Mutex;
use std::thread;

static SOLD: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn sell(seat: u32) {
    SOLD.lock().unwrap().push(seat);
}

fn main() {
    let north = thread::spawn(|| sell(7));
    let south = thread::spawn(|| sell(4));
    north.join().unwrap();
    south.join().unwrap();

    let mut sold = SOLD.lock().unwrap();
    sold.sort();
    println!("sold: {sold:?}");
    assert_eq!(*sold, [4, 7]);
}
