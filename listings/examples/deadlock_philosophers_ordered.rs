use std::sync::Mutex;
use std::thread;

fn main() {
    let forks = [Mutex::new(0), Mutex::new(0), Mutex::new(0)];

    thread::scope(|s| {
        for seat in 0..3 {
            let next = (seat + 1) % 3;
            let low = &forks[seat.min(next)];
            let high = &forks[seat.max(next)];
            s.spawn(move || {
                let mut low = low.lock().unwrap();
                let mut high = high.lock().unwrap();
                *low += 1;
                *high += 1;
            });
        }
    });

    let uses = forks.map(|fork| fork.into_inner().unwrap());
    println!("{uses:?}");
    assert_eq!(uses, [2, 2, 2]);
}
