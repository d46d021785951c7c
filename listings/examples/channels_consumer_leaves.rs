use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();

    let printed = thread::scope(|s| {
        let printer = s.spawn(move || {
            for ticket in 1..=4 {
                if tx.send(ticket).is_err() {
                    return ticket - 1; // nobody wants this one
                }
            }
            4
        });
        let wanted: Vec<u32> = rx.iter().take(2).collect();
        println!("wanted {wanted:?}");
        drop(rx);
        printer.join().unwrap()
    });

    println!("printed {printed}");
    assert!(printed >= 2);
}
