//
// exit status: 3

use std::process::ExitCode;
use std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use std::thread;

static C: AtomicU8 = AtomicU8::new(0);

fn main() -> ExitCode {
    let h = thread::spawn(|| C.store(3, SeqCst));
    let c = C.load(SeqCst);
    h.join().unwrap();
    ExitCode::from(c)
}
