use std::sync::mpsc;
use std::thread;

fn main() {
    let (order, orders) = mpsc::channel();
    let (price, prices) = mpsc::channel();
    let mut total = 0;

    thread::scope(|s| {
        s.spawn(move || {
            for copies in [2, 3] {
                order.send(copies).unwrap();
            }
        });
        s.spawn(move || {
            for copies in orders {
                price.send(copies * 10).unwrap();
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
