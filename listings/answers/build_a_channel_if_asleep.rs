use std::sync::Mutex;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::{AcqRel, Relaxed, Release};
use std::thread;

const EMPTY: u8 = 0;
const ASLEEP: u8 = 1;
const READY: u8 = 2;

// What would be a `MaybeUninit` shows whether it was written.
static MESSAGE: Mutex<Option<&'static str>> = Mutex::new(None);
static STATE: AtomicU8 = AtomicU8::new(EMPTY);

fn main() {
    let receiver = thread::current();
    let sender = thread::spawn(move || {
        *MESSAGE.lock().unwrap() = Some("soup");
        if STATE.swap(READY, AcqRel) == ASLEEP {
            receiver.unpark();
        }
    });

    let state = STATE.compare_exchange(EMPTY, ASLEEP, Release, Relaxed);
    if state.is_ok() {
        thread::park();
    }
    let message = *MESSAGE.lock().unwrap();
    println!("{message:?}");
    assert!(message.is_some(), "reads what nobody has written");
    sender.join().unwrap();
}
