#![forbid(unsafe_code)]
use std::sync::Mutex;
use std::thread;

fn swap(mine: &Mutex<u32>, yours: &Mutex<u32>) {
    let mut mine = mine.lock().unwrap();
    let mut yours = yours.lock().unwrap();
    std::mem::swap(&mut *mine, &mut *yours);
}

fn main() {
    let ann = Mutex::new(3);
    let ben = Mutex::new(8);

    thread::scope(|s| {
        s.spawn(|| swap(&ann, &ben));
        s.spawn(|| swap(&ben, &ann)); // in the other order
    });

    let seats = [ann.into_inner().unwrap(), ben.into_inner().unwrap()];
    println!("seats: {seats:?}");
    assert!(seats == [3, 8], "two swaps change nothing");
}
