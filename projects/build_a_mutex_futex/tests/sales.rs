use std::thread;

use futex_mutex::Mutex;

#[test]
fn no_sale_is_lost() {
    let sold = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| (0..1000).for_each(|_| *sold.lock() += 1));
        }
    });
    assert_eq!(*sold.lock(), 4000);
}
