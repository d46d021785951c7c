use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn main() {
    let strong = AtomicUsize::new(2);
    let weak = AtomicUsize::new(0);

    let alone = thread::scope(|s| {
        s.spawn(|| {
            weak.fetch_add(1, Ordering::SeqCst); // downgrade
            strong.fetch_sub(1, Ordering::SeqCst); // drop the `Arc`
        });
        let no_weak = weak.load(Ordering::SeqCst) == 0;
        let no_arc = strong.load(Ordering::SeqCst) == 1;
        no_weak && no_arc
    });
    println!("the only handle: {alone}");
}
