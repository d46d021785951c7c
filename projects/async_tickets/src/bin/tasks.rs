use tokio::task;

async fn sell(clerk: &'static str) {
    for ticket in 1..=2 {
        println!("{clerk} sells ticket {ticket}");
        task::yield_now().await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let ann = task::spawn(sell("Ann"));
    let ben = task::spawn(sell("Ben"));
    println!("both have been spawned");
    ann.await.unwrap();
    ben.await.unwrap();
}
