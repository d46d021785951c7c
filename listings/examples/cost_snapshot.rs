use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let prices = Mutex::new(Arc::new(vec![300, 250]));
    thread::scope(|s| {
        s.spawn(|| {
            let snapshot = Arc::clone(&prices.lock().unwrap());
            let sum: u32 = snapshot.iter().sum();
            println!("the reader adds up {sum}");
            assert!([550, 650].contains(&sum));
        });
        Arc::make_mut(&mut prices.lock().unwrap()).push(100);
    });
    let prices = prices.into_inner().unwrap();
    println!("in the end: {prices:?}");
    assert_eq!(*prices, [300, 250, 100]);
}
