// Got: hi Got: from Got: more Got: for
// Got: hi Got: more Got: from Got: for
// Got: hi Got: more Got: for Got: from
// Got: more Got: hi Got: from Got: for
// Got: more Got: hi Got: for Got: from
// Got: more Got: for Got: hi Got: from

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();
    let tx1 = tx.clone();
    thread::spawn(move || {
        let vals = vec![String::from("hi"), String::from("from")];
        for val in vals {
            tx1.send(val).unwrap();
            thread::sleep(Duration::from_secs(1));
        }
    });
    thread::spawn(move || {
        let vals = vec![String::from("more"), String::from("for")];
        for val in vals {
            tx.send(val).unwrap();
            thread::sleep(Duration::from_secs(1));
        }
    });
    for received in rx {
        println!("Got: {received}");
    }
}
