// there is no such thing as a release load there is no such thing as an acquire store there is no such thing as a release failure ordering there is no such thing as a relaxed fence

use std::panic;
use std::sync::atomic::{AtomicBool, Ordering, fence};

static READY: AtomicBool = AtomicBool::new(false);

fn tell(wrong: fn(Ordering, Ordering), order: Ordering) {
    let panic = panic::catch_unwind(|| wrong(order, order)).unwrap_err();
    println!("{}", panic.downcast_ref::<&str>().unwrap());
}

fn main() {
    tell(|order, _| drop(READY.load(order)), Ordering::Release);
    tell(|order, _| READY.store(true, order), Ordering::Acquire);
    tell(|success, failure| drop(READY.compare_exchange(false, true, success, failure)), Ordering::Release);
    tell(|order, _| fence(order), Ordering::Relaxed);
}
