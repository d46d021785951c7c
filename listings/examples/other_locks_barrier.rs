use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let sold = [Mutex::new(0), Mutex::new(0)];
    let all_counted = Barrier::new(2);
    let close = |window: usize, tickets: u32| {
        *sold[window].lock().unwrap() = tickets;
        if all_counted.wait().is_leader() {
            let sold = sold.each_ref().map(|sold| *sold.lock().unwrap());
            println!("sold: {sold:?}");
            assert_eq!(sold, [31, 11]);
        }
    };

    thread::scope(|s| {
        s.spawn(|| close(0, 31));
        s.spawn(|| close(1, 11));
    });
}
