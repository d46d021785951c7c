use std::sync::mpsc;

fn main() {
    let (phone, orders) = mpsc::channel();
    let door = phone.clone();
    drop(phone); // one sender is gone
    println!("open: {:?}", orders.try_recv());
    door.send("rye").unwrap();
    drop(door); // the last one is gone
    println!("closed: {:?}", orders.recv());
    println!("and empty: {:?}", orders.try_recv());

    let (phone, orders) = mpsc::channel();
    println!("sent: {:?}", phone.send("oat"));
    drop(orders); // with the message in it
    println!("returned: {}", phone.send("bun").unwrap_err().0);
}
