use std::sync::{Arc, Mutex};

struct Sender<T>(Arc<Mutex<Option<T>>>);
struct Receiver<T>(Arc<Mutex<Option<T>>>);

impl<T> Sender<T> {
    fn send(self, message: T) {
        *self.0.lock().unwrap() = Some(message);
    }
}

impl<T> Receiver<T> {
    fn receive(self) -> Result<T, Receiver<T>> {
        let message = self.0.lock().unwrap().take();
        message.ok_or(self)
    }
}

fn main() {
    let slot = Arc::new(Mutex::new(None));
    let sender = Sender(Arc::clone(&slot));
    let receiver = Receiver(slot);

    sender.send("soup");
    sender.send("salad"); // error[E0382]
    assert!(receiver.receive().is_ok());
    assert!(receiver.receive().is_ok()); // error[E0382]
}
