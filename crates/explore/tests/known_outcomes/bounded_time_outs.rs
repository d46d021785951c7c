// gave up

use std::sync::mpsc;
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel::<u32>();
    let mut tries = 0;
    while tries < 500 && rx.recv_timeout(Duration::from_millis(1)).is_err() {
        tries += 1;
    }
    println!("{}", if tries == 500 { "gave up" } else { "got one" });
    drop(tx);
}
