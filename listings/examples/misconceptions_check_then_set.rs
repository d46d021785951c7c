use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn look_then_take(oven: &AtomicBool) -> bool {
    let free = !oven.load(Relaxed);
    if free {
        oven.store(true, Relaxed);
    }
    free
}

fn take_if_free(oven: &AtomicBool) -> bool {
    oven.compare_exchange(false, true, Relaxed, Relaxed).is_ok()
}

fn main() {
    for take in [look_then_take, take_if_free] {
        let oven = AtomicBool::new(false);
        let takers = thread::scope(|s| {
            let ada = s.spawn(|| take(&oven));
            u32::from(take(&oven)) + u32::from(ada.join().unwrap())
        });
        println!("takers: {takers}");
    }
}
