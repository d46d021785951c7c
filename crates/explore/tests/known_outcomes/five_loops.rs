// 6

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let turn = &AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| { while turn.load(SeqCst) < 1 { thread::yield_now(); } turn.store(2, SeqCst); });
        s.spawn(|| { while turn.load(SeqCst) < 2 { thread::yield_now(); } turn.store(3, SeqCst); });
        s.spawn(|| { while turn.load(SeqCst) < 3 { thread::yield_now(); } turn.store(4, SeqCst); });
        s.spawn(|| { while turn.load(SeqCst) < 4 { thread::yield_now(); } turn.store(5, SeqCst); });
        s.spawn(|| { while turn.load(SeqCst) < 5 { thread::yield_now(); } turn.store(6, SeqCst); });
        turn.store(1, SeqCst);
    });
    println!("{}", turn.load(SeqCst));
}
