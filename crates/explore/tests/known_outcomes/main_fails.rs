// sold
// exit status: 1

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() -> Result<(), String> {
    let tickets = AtomicU32::new(1);
    thread::scope(|s| {
        s.spawn(|| tickets.store(0, SeqCst));
        if tickets.load(SeqCst) == 0 {
            return Err("none is left".to_owned());
        }
        println!("sold");
        Ok(())
    })
}
