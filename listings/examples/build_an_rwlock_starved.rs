use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

fn main() {
    let readers = AtomicU32::new(0);

    let look = || {
        readers.fetch_add(1, Relaxed);
        readers.fetch_sub(1, Relaxed);
    };
    thread::scope(|s| {
        s.spawn(look);
        s.spawn(look);
        let someone_reads = |_: &u32| readers.load(Relaxed) > 0;
        let refused = (1..=2).filter(someone_reads).count();
        println!("the writer was refused {refused} times of 2");
    });
}
