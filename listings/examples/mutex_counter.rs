use std::sync::Mutex;
use std::thread;

fn main() {
    let sold = Mutex::new(0);

    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| {
                let mut guard = sold.lock().unwrap();
                *guard += 1;
            });
        }
    });

    let sold = sold.into_inner().unwrap();
    println!("sold: {sold}");
    assert_eq!(sold, 3);
}
