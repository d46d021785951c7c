// Err(TrySendError::Full(..)) Err(TrySendError::Full(..))
// Err(TrySendError::Full(..)) Ok(())
// Err(TrySendError::Full(..)) Err(TrySendError::Disconnected(..))
// Ok(()) Err(TrySendError::Full(..))
// Ok(()) Err(TrySendError::Disconnected(..))
// Err(TrySendError::Disconnected(..)) Err(TrySendError::Disconnected(..))

use std::sync::mpsc::sync_channel;
use std::thread;
fn main() {
    let (tx, rx) = sync_channel(1);
    tx.try_send(1).unwrap();
    let t = thread::spawn(move || {
        let v = rx.recv().unwrap();
        drop(rx);
        v
    });
    let a = tx.try_send(2);
    let b = tx.try_send(3);
    assert_eq!(t.join().unwrap(), 1);
    println!("{a:?} {b:?}");
}
