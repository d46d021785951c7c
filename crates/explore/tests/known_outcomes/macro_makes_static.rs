// 2

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
macro_rules! counter { ($name:ident) => { static $name: AtomicU32 = AtomicU32::new(0); }; }
counter!(HITS);
fn main() {
    std::thread::scope(|s| { for _ in 0..2 { s.spawn(|| HITS.fetch_add(1, SeqCst)); } });
    println!("{}", HITS.load(SeqCst));
}
