use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();

    thread::scope(|s| {
        for till in ["a", "b"] {
            let tx = tx.clone();
            s.spawn(move || {
                for sale in 1..=2 {
                    tx.send(format!("{till}{sale}")).unwrap();
                }
            });
        }
        drop(tx); // the sender that no thread took
    });

    let sales: Vec<String> = rx.iter().collect();
    println!("{}", sales.join(" "));
    assert_eq!(sales.len(), 4);
}
