#![deny(clippy::await_holding_lock)]

use std::sync::Mutex;
use tokio::task;

async fn sell(left: &Mutex<i32>) {
    let mut guard = left.lock().unwrap(); // error[await_holding_lock]
    if *guard > 0 {
        task::yield_now().await;
        *guard -= 1;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let left = Mutex::new(1);
    tokio::join!(sell(&left), sell(&left));
}
