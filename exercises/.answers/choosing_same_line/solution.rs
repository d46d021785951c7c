use std::sync::Barrier;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static AT_THE_LINE: AtomicU32 = AtomicU32::new(0);

fn go() {
    assert_eq!(AT_THE_LINE.load(SeqCst), 2, "a false start");
}

fn run(line: &Barrier) {
    AT_THE_LINE.fetch_add(1, SeqCst);
    line.wait();
    go();
}

fn main() {
    let line = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| run(&line));
        s.spawn(|| run(&line));
    });
    println!("{} at the line", AT_THE_LINE.load(SeqCst));
}
