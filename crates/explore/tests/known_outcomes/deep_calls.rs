// 125250

use std::hint::black_box;
use std::thread;

fn sum(to: usize) -> usize {
    let numbers = black_box([to; 64]);
    if to == 0 { 0 } else { numbers[to % 64] + sum(to - 1) }
}

fn main() {
    let worker = thread::spawn(|| sum(500));
    println!("{}", worker.join().unwrap());
}
