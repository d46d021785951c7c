// 16

use std::sync::Mutex;
use std::thread;

const SEATS: usize = 8;

fn main() {
    let forks: Vec<Mutex<u32>> = (0..SEATS).map(|_| Mutex::new(0)).collect();
    let forks = &forks;
    thread::scope(|s| {
        for seat in 0..SEATS {
            let (first, second) = if seat == SEATS - 1 { (0, seat) } else { (seat, seat + 1) };
            s.spawn(move || {
                let mut a = forks[first].lock().unwrap();
                let mut b = forks[second].lock().unwrap();
                *a += 1;
                *b += 1;
            });
        }
    });
    println!("{}", forks.iter().map(|fork| *fork.lock().unwrap()).sum::<u32>());
}
