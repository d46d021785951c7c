use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();

    let title = String::from("Dune");
    tx.send(title).unwrap();
    println!("{title}"); // error[E0382]

    println!("{}", rx.recv().unwrap());
}
