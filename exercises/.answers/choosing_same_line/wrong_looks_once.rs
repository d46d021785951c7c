// judge: has another `AT_THE_LINE.load`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static AT_THE_LINE: AtomicU32 = AtomicU32::new(0);

fn go() {
    assert_eq!(AT_THE_LINE.load(SeqCst), 2, "a false start");
}

fn run() {
    AT_THE_LINE.fetch_add(1, SeqCst);
    if AT_THE_LINE.load(SeqCst) < 2 {
        thread::yield_now();
    }
    go();
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| run());
        s.spawn(|| run());
    });
    println!("{} at the line", AT_THE_LINE.load(SeqCst));
}
