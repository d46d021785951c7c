use std::sync::Mutex;
use std::thread;

static SOLD: [Mutex<u32>; 3] = [const { Mutex::new(0) }; 3];

fn sell(window: usize) {
    *SOLD[window].lock().unwrap() += 1;
}

fn main() {
    let clerks =
        [0, 2, 2].map(|window| thread::spawn(move || sell(window)));
    for clerk in clerks {
        clerk.join().unwrap();
    }

    let sold = SOLD.each_ref().map(|sold| *sold.lock().unwrap());
    println!("sold at the windows: {sold:?}");
    assert_eq!(sold, [1, 0, 2]);
}
