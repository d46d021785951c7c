use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::{self, Thread};

static OPEN: Mutex<bool> = Mutex::new(false);
static NOTIFIED: AtomicU32 = AtomicU32::new(0);
static SLEEPER: Mutex<Option<Thread>> = Mutex::new(None);

fn sleep_if(before: u32) {
    let mut sleeper = SLEEPER.lock().unwrap();
    if NOTIFIED.load(SeqCst) == before {
        *sleeper = Some(thread::current());
        drop(sleeper);
        thread::park();
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            *OPEN.lock().unwrap() = true;
            NOTIFIED.fetch_add(1, SeqCst);
            let sleeper = SLEEPER.lock().unwrap().take();
            sleeper.inspect(Thread::unpark);
        });

        let mut guard = OPEN.lock().unwrap();
        while !*guard {
            drop(guard);
            let before = NOTIFIED.load(SeqCst); // belongs above the drop
            sleep_if(before);
            guard = OPEN.lock().unwrap();
        }
        println!("inside");
    });
}
