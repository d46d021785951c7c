use std::sync::Mutex;
use std::time::Duration;
use tokio::time::sleep;

async fn transfer(ann: &Mutex<i32>, ben: &Mutex<i32>) {
    *ann.lock().unwrap() -= 10;
    sleep(Duration::from_secs(3)).await; // the bank takes its time
    *ben.lock().unwrap() += 10;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (ann, ben) = (Mutex::new(50), Mutex::new(50));
    tokio::select! {
        () = transfer(&ann, &ben) => println!("done"),
        () = sleep(Duration::from_secs(1)) => println!("too slow"),
    }
    let (ann, ben) = (ann.into_inner().unwrap(), ben.into_inner().unwrap());
    println!("Ann {ann}, Ben {ben}, together {}", ann + ben);
}
