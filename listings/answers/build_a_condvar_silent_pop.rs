fn main() {
    let orders = Queue::new(1);
    orders.push("tea");
    std::thread::scope(|s| {
        s.spawn(|| orders.push("cake"));
        println!("{:?}", orders.try_pop());
    });
    println!("{:?}", orders.try_pop());
}
