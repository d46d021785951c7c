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
        let gone = gone.load(SeqCst);
        let is_refused = readers.load(SeqCst) > 0;
        println!("{gone} readers gone, refused: {is_refused}");
    });
}
