use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let (readers, gone) = (AtomicU32::new(0), AtomicU32::new(0));

    let look = || {
        readers.fetch_add(1, SeqCst);
        readers.fetch_sub(1, SeqCst);
        gone.fetch_add(1, SeqCst);
    };
    thread::scope(|s| {
        s.spawn(look);
        s.spawn(look);
        let refused = |number: u32| {
            let all_left = gone.load(SeqCst) == 2;
            let refused = readers.load(SeqCst) > 0;
            assert!(number == 1 || !(refused && all_left));
            refused
        };
        println!("refused: {} and {}", refused(1), refused(2));
    });
}
