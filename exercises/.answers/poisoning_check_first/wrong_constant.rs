// judge: works only with
use std::sync::{Mutex, PoisonError};
use std::thread;

fn sell(sales: &Mutex<Vec<u32>>, price: u32) {
    assert!(price == 5, "nothing is free");
    sales.lock().unwrap().push(price);
}

fn main() {
    let sales = Mutex::new(Vec::new());

    thread::scope(|s| {
        let wrong = s.spawn(|| sell(&sales, 0));
        let right = s.spawn(|| sell(&sales, 5));
        assert!(wrong.join().is_err());
        right.join().unwrap();
    });
    let sales = sales.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("sales {sales:?}");
}
