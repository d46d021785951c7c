// judge: can deadlock
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread::{self, Thread};

fn send(slot: &AtomicU32, receiver: &Thread, message: u32) {
    receiver.unpark();
    receiver.unpark();
    slot.store(message, Release);
}

fn receive(slot: &AtomicU32) -> u32 {
    loop {
        match slot.load(Acquire) {
            0 => thread::park(),
            message => return message,
        }
    }
}

fn main() {
    let slot = AtomicU32::new(0);
    let receiver = thread::current();

    thread::scope(|s| {
        s.spawn(|| send(&slot, &receiver, 7));
        println!("received {}", receive(&slot));
    });
}
