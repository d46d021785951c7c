use std::sync::Mutex;
use std::thread;

struct OneShot<T>(Mutex<Option<T>>);

impl<T> OneShot<T> {
    fn send(&self, message: T) {
        let before = self.0.lock().unwrap().replace(message);
        assert!(before.is_none(), "a message was sent before");
    }

    fn receive(&self) -> T {
        let message = self.0.lock().unwrap().take();
        message.expect("there is no message to receive")
    }
}

fn main() {
    let hatch = OneShot(Mutex::new(None));

    thread::scope(|s| {
        s.spawn(|| hatch.send("soup"));
        let waiter = s.spawn(|| hatch.receive());
        println!("{:?}", waiter.join().map_err(|_| "panicked"));
    });
}
