use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();

    thread::scope(|s| {
        let till = tx.clone();
        s.spawn(move || till.send("a1").unwrap());

        for sale in rx {
            println!("{sale}");
        }
        println!("all sales read");
    });
}
