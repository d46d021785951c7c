// 0 early
// 0 late
// 1 early
// 1 late
use std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use std::thread;
static A: AtomicU8 = AtomicU8::new(0);
static F: AtomicU8 = AtomicU8::new(0);
static G: AtomicU8 = AtomicU8::new(0);
static K: AtomicU8 = AtomicU8::new(0);
static H: AtomicU8 = AtomicU8::new(0);
fn main() {
    let a = thread::spawn(|| A.store(1, SeqCst));
    let early = A.load(SeqCst) == 1;
    a.join().unwrap();
    let t = thread::spawn(|| {
        while F.load(SeqCst) == 0 {}
        while G.load(SeqCst) == 0 {}
        while K.load(SeqCst) == 0 {}
        H.load(SeqCst)
    });
    if early {
        G.store(1, SeqCst);
        K.store(1, SeqCst);
    }
    F.store(1, SeqCst);
    if !early {
        G.store(1, SeqCst);
        K.store(1, SeqCst);
    }
    H.store(1, SeqCst);
    println!("{} {}", t.join().unwrap(), if early { "early" } else { "late" });
}
