// judge: can run without any thread but `main` in `fn go`
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static AT_THE_LINE: AtomicU32 = AtomicU32::new(0);

fn go() {
    assert_eq!(AT_THE_LINE.load(SeqCst), 2, "a false start");
}

fn run() {
    AT_THE_LINE.fetch_add(1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| run());
        s.spawn(|| run());
    });
    go();
    println!("{} at the line", AT_THE_LINE.load(SeqCst));
}
