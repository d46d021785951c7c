use std::sync::Mutex;
use std::thread::{self, Thread};

fn main() {
    let open = Mutex::new(false);
    let sleeper = Mutex::new(None);

    thread::scope(|s| {
        s.spawn(|| {
            *open.lock().unwrap() = true;
            let sleeper: Option<Thread> = sleeper.lock().unwrap().take();
            sleeper.inspect(Thread::unpark);
        });

        let mut guard = open.lock().unwrap();
        while !*guard {
            drop(guard); // from here on, the door may open
            *sleeper.lock().unwrap() = Some(thread::current());
            thread::park();
            guard = open.lock().unwrap();
        }
        println!("inside");
    });
}
