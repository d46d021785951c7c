use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn main() {
    let floor = AtomicU32::new(0);

    thread::scope(|s| {
        s.spawn(|| {
            floor.store(1, Relaxed);
            floor.store(2, Relaxed);
        });
        let waiting = s.spawn(|| {
            let first = floor.load(Relaxed);
            (first, floor.load(Relaxed))
        });

        let (first, second) = waiting.join().unwrap();
        println!("saw floor {first}, then {second}");
        assert!(first <= second);
    });
}
