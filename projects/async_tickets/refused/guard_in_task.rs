use std::sync::{Arc, Mutex};
use tokio::task;

async fn sell(left: Arc<Mutex<i32>>) {
    let mut guard = left.lock().unwrap();
    if *guard > 0 {
        task::yield_now().await;
        *guard -= 1;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let left = Arc::new(Mutex::new(1));
    let ann = task::spawn(sell(Arc::clone(&left))); // error
    ann.await.unwrap();
}
