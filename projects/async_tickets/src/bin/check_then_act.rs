use std::sync::{Arc, Mutex};
use tokio::task;

async fn sell(clerk: &'static str, left: Arc<Mutex<i32>>) {
    if *left.lock().unwrap() > 0 {
        println!("{clerk} sees a ticket");
        task::yield_now().await; // somebody else may buy it here
        *left.lock().unwrap() -= 1;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let left = Arc::new(Mutex::new(1));
    let ann = task::spawn(sell("Ann", Arc::clone(&left)));
    let ben = task::spawn(sell("Ben", Arc::clone(&left)));
    ann.await.unwrap();
    ben.await.unwrap();
    println!("tickets left: {}", left.lock().unwrap());
}
