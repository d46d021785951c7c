use std::sync::mpsc;
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();

    println!("nothing yet: {:?}", rx.try_recv());
    println!("no patience: {:?}", rx.recv_timeout(Duration::ZERO));

    tx.send("Dune").unwrap();
    tx.send("Emma").unwrap();
    drop(tx);
    println!("sender gone: {:?}", rx.recv());
    println!("sender gone: {:?}", rx.try_recv());

    println!("and drained: {:?}", rx.recv());
    println!("and drained: {:?}", rx.try_recv());
    println!("and drained: {:?}", rx.recv_timeout(Duration::ZERO));
}
