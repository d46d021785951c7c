// 0
// 1

use std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use std::thread;
static N: AtomicU8 = AtomicU8::new(0);
struct D;
impl Drop for D { fn drop(&mut self) { N.fetch_add(1, SeqCst); } }
thread_local!(static L: D = D);
fn main() {
    thread::scope(|s| { s.spawn(|| L.with(|_| ())); });
    println!("{}", N.load(SeqCst));
}
