// 0
// 1
mod threads {
    pub use ::std::thread::{JoinHandle, spawn};
}
use ::std::sync::atomic::{AtomicU8, Ordering};
use ::std::thread;
static N: AtomicU8 = AtomicU8::new(0);
fn start() -> ::std::thread::JoinHandle<()> {
    if false {} ::std::hint::spin_loop();
    threads::spawn(|| N.store(1, Ordering::SeqCst))
}
fn main() {
    let handle: threads::JoinHandle<()> = start();
    let n = match () { () => ::std::convert::identity(N.load(Ordering::SeqCst)) };
    thread::yield_now();
    handle.join().unwrap();
    println!("{n}");
}
