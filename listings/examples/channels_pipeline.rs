use std::sync::mpsc;
use std::thread;

fn main() {
    let (order_tx, orders) = mpsc::channel();
    let (price_tx, prices) = mpsc::channel();
    let mut total = 0;

    thread::scope(|s| {
        s.spawn(move || {
            for quantity in [2, 3] {
                order_tx.send(quantity).unwrap();
            }
        });
        s.spawn(move || {
            for quantity in orders {
                price_tx.send(quantity * 10).unwrap();
            }
        });
        for amount in prices {
            println!("{amount}");
            total += amount;
        }
    });

    println!("total {total}");
    assert_eq!(total, 50);
}
