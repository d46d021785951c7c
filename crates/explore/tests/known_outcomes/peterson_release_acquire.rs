// 2
// only by a weaker memory ordering: undefined behavior: data race: thread 1 writes COUNT at line 22, thread 2 writes COUNT at line 22

use std::hint;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;

static WANTS: [AtomicBool; 2] = [const { AtomicBool::new(false) }; 2];
static TURN: AtomicUsize = AtomicUsize::new(0);
static mut COUNT: u32 = 0;

fn count(me: usize) {
    let other = 1 - me;
    WANTS[me].store(true, Release);
    TURN.store(other, Release);
    while WANTS[other].load(Acquire) && TURN.load(Acquire) == other {
        hint::spin_loop();
    }
    // SAFETY: none; the loads may miss the stores of the other thread.
    unsafe {
        COUNT += 1;
    }
    WANTS[me].store(false, Release);
}

fn main() {
    let threads = [0, 1].map(|me| thread::spawn(move || count(me)));
    for thread in threads {
        thread.join().unwrap();
    }
    println!("{}", unsafe { COUNT });
}
