use std::sync::{Arc, Mutex};
use std::thread;

static SHOP: Mutex<u32> = Mutex::new(0);

fn sell(sold: &Mutex<u32>) {
    *sold.lock().unwrap() += 1;
}

fn main() {
    let lent = Mutex::new(0);
    let leaked: &'static _ = Box::leak(Box::new(Mutex::new(0)));
    let counted = Arc::new(Mutex::new(0));
    let handle = Arc::clone(&counted);
    thread::scope(|s| s.spawn(|| sell(&lent)).join().unwrap());
    thread::spawn(|| sell(&SHOP)).join().unwrap();
    thread::spawn(move || sell(leaked)).join().unwrap();
    thread::spawn(move || sell(&handle)).join().unwrap();
    for sold in [&lent, &SHOP, leaked, &counted] {
        sell(sold);
        println!("sold: {}", sold.lock().unwrap());
    }
}
