use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

fn next_id(next: &AtomicU8) -> Option<u8> {
    let add = |n: u8| n.checked_add(1);
    next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add)
        .ok()
}

fn main() {
    let next = AtomicU8::new(253);

    let mut ids = thread::scope(|s| {
        let ann = s.spawn(|| [next_id(&next), next_id(&next)]);
        let ben = s.spawn(|| [next_id(&next), next_id(&next)]);
        [ann.join().unwrap(), ben.join().unwrap()].concat()
    });

    ids.sort();
    println!("{ids:?}");
    assert_eq!(ids, [None, None, Some(253), Some(254)]);
}
