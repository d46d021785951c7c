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
        let _first = readers.load(SeqCst);
        let all_left = gone.load(SeqCst) == 2;
        let what = match (readers.load(SeqCst), all_left) {
            (0, _) => "let in",
            (_, false) => "refused, with a reader inside",
            (_, true) => "refused, though both readers had left",
        };
        println!("the second time: {what}");
    });
}
