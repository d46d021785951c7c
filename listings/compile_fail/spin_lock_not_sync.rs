use std::cell::UnsafeCell;
use std::sync::atomic::AtomicBool;
use std::thread;

struct SpinLock<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

fn sell(tickets: &SpinLock<u32>) {
    todo!("take the flag of {:?}", tickets.taken)
}

fn main() {
    let tickets = SpinLock {
        taken: AtomicBool::new(false),
        value: UnsafeCell::new(3),
    };
    thread::scope(|s| {
        s.spawn(|| sell(&tickets)); // error[E0277]
    });
}
