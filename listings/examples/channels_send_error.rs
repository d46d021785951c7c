use std::sync::mpsc;

struct Parcel(&'static str);

impl Drop for Parcel {
    fn drop(&mut self) {
        println!("dropped: {}", self.0);
    }
}

fn main() {
    let (tx, rx) = mpsc::channel();

    let sent = tx.send(Parcel("books"));
    println!("sent: {}", sent.is_ok());
    drop(rx);
    println!("receiver gone");

    let returned = tx.send(Parcel("lamps")).unwrap_err().0;
    println!("returned: {}", returned.0);
    assert_eq!(returned.0, "lamps");
}
