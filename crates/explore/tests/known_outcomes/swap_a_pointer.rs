// Some(7) None
// None Some(7)

use std::sync::atomic::{AtomicPtr, Ordering};
use std::{ptr, thread};

fn main() {
    let p = AtomicPtr::new(Box::into_raw(Box::new(7)));
    let take = || {
        let q = p.swap(ptr::null_mut(), Ordering::AcqRel);
        if q.is_null() { None } else { Some(unsafe { *Box::from_raw(q) }) }
    };
    thread::scope(|s| {
        let a = s.spawn(&take);
        let b = s.spawn(&take);
        println!("{:?} {:?}", a.join().unwrap(), b.join().unwrap());
    });
}
