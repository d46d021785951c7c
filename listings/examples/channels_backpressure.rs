use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::sync_channel(2);

    for job in 1..=3 {
        println!("try_send {job}: {:?}", tx.try_send(job));
    }

    println!("recv: {:?}", rx.recv());
    println!("try_send 3: {:?}", tx.try_send(3));

    drop(rx);
    println!("try_send 4: {:?}", tx.try_send(4));
}
