use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Release;

fn main() {
    let published = AtomicBool::new(false);
    let seen = published.load(Release); // error[invalid_atomic_ordering]
    println!("{seen}");
}
