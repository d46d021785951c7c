use std::sync::Mutex;
use std::thread;

fn main() {
    let sum = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| *sum.lock().unwrap() += 1);
        scope.spawn(|| *sum.lock().unwrap() += 1);
    });
    let sum = sum.into_inner().unwrap();
    assert_eq!(sum, 2);
    println!("sum = {sum}");
}
