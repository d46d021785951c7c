// done
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;
static A: AtomicBool = AtomicBool::new(false);
static B: AtomicBool = AtomicBool::new(false);
fn wait_for(f: &AtomicBool) { while !f.load(Acquire) {} }
fn main() {
    let t = thread::spawn(|| { wait_for(&A); wait_for(&B); wait_for(&A); });
    B.store(true, Release);
    A.store(true, Release);
    wait_for(&B);
    t.join().unwrap();
    println!("done");
}
