// done
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::{thread, time::Duration};
static A: AtomicBool = AtomicBool::new(false);
static B: AtomicBool = AtomicBool::new(false);
fn wait_for(f: &AtomicBool) { while !f.load(Acquire) { thread::park_timeout(Duration::from_millis(1)); } }
fn main() {
    let t = thread::spawn(|| { wait_for(&A); B.store(true, Release); });
    A.store(true, Release);
    wait_for(&B);
    wait_for(&A);
    t.join().unwrap();
    println!("done");
}
