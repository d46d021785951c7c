use std::sync::Mutex;
use std::thread;

fn main() {
    let forks = [Mutex::new(0), Mutex::new(0), Mutex::new(0)];

    thread::scope(|s| {
        for seat in 0..3 {
            let left = &forks[seat];
            let right = &forks[(seat + 1) % 3];
            s.spawn(move || {
                let mut left = left.lock().unwrap();
                let mut right = right.lock().unwrap();
                *left += 1; // a meal is eaten with two forks
                *right += 1;
            });
        }
    });

    println!("{:?}", forks.map(|fork| fork.into_inner().unwrap()));
}
