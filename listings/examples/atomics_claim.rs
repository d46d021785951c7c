use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn claim(taken: &AtomicBool) -> bool {
    taken
        .compare_exchange(
            false, // expected
            true,  // new
            Ordering::Relaxed,
            Ordering::Relaxed,
        )
        .is_ok()
}

fn main() {
    let taken = AtomicBool::new(false);

    let owners = thread::scope(|s| {
        let ann = s.spawn(|| claim(&taken));
        let ben = s.spawn(|| claim(&taken));
        [ann.join().unwrap(), ben.join().unwrap()]
    });

    let owners = owners.into_iter().filter(|got_it| *got_it).count();
    println!("one seat, owners: {owners}");
    assert_eq!(owners, 1);
}
