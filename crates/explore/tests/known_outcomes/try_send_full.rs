// 1 1
// 3 0

use std::sync::mpsc::{TrySendError, sync_channel};
use std::thread;

fn main() {
    let (tx, rx) = sync_channel::<Box<dyn FnOnce() -> u32 + Send>>(1);
    let h = thread::spawn(move || rx.iter().map(|f| f()).sum::<u32>());
    let mut full = 0;
    for i in 0..2 {
        match tx.try_send(Box::new(move || i + 1)) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => full += 1,
            Err(TrySendError::Disconnected(_)) => unreachable!(),
        }
    }
    drop(tx);
    println!("{} {full}", h.join().unwrap());
}
