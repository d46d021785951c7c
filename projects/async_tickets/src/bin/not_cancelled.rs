use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task;
use tokio::time::sleep;

async fn transfer(ann: Arc<Mutex<i32>>, ben: Arc<Mutex<i32>>) {
    *ann.lock().unwrap() -= 10;
    sleep(Duration::from_secs(3)).await;
    *ben.lock().unwrap() += 10;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let ann = Arc::new(Mutex::new(50));
    let ben = Arc::new(Mutex::new(50));
    let both = transfer(Arc::clone(&ann), Arc::clone(&ben));
    let mut transfer = task::spawn(both); // not for `select!` to drop
    tokio::select! {
        done = &mut transfer => done.unwrap(),
        () = sleep(Duration::from_secs(1)) => println!("too slow"),
    }
    transfer.await.unwrap();
    let (ann, ben) = (*ann.lock().unwrap(), *ben.lock().unwrap());
    println!("Ann {ann}, Ben {ben}, together {}", ann + ben);
}
