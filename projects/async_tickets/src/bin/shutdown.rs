use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task;
use tokio::time::sleep;

async fn clerk(
    mut line: mpsc::Receiver<u32>,
    mut sign: watch::Receiver<()>,
) {
    loop {
        tokio::select! {
            Some(customer) = line.recv() => serve(customer).await,
            _ = sign.changed() => break,
        }
    }
    line.close(); // nobody else may join the line
    while let Some(customer) = line.recv().await {
        serve(customer).await;
    }
    println!("the office is closed");
}

async fn serve(customer: u32) {
    sleep(Duration::from_secs(2)).await;
    println!("customer {customer} is served");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (door, line) = mpsc::channel(8);
    let (closing, sign) = watch::channel(());
    let clerk = task::spawn(clerk(line, sign));
    for customer in 1..=3 {
        door.send(customer).await.unwrap();
    }
    sleep(Duration::from_secs(3)).await;
    println!("closing time");
    closing.send(()).unwrap();
    clerk.await.unwrap();
    println!("customer 4 is let in: {}", door.send(4).await.is_ok());
}
