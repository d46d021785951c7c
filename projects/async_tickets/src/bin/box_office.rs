use tokio::sync::{mpsc, oneshot};
use tokio::task;

struct Order {
    seats: u32,
    answer: oneshot::Sender<Result<u32, String>>,
}

async fn office(mut orders: mpsc::Receiver<Order>) {
    let mut left = 3;
    while let Some(Order { seats, answer }) = orders.recv().await {
        let sold = if seats <= left {
            left -= seats;
            Ok(left)
        } else {
            Err(format!("only {left} left"))
        };
        let _ = answer.send(sold); // the customer may be gone
    }
    println!("closed with {left} left");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (window, orders) = mpsc::channel(1);
    let office = task::spawn(office(orders));
    for seats in [2, 2, 1] {
        let (answer, reply) = oneshot::channel();
        let order = Order { seats, answer };
        window.send(order).await.ok().unwrap();
        println!("{seats} seats: {:?}", reply.await.unwrap());
    }
    drop(window);
    office.await.unwrap();
}
