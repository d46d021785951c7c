fn main() {
    let sold = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(|| *sold.lock() += 1);
        *sold.lock() += 1;
    });
    println!("sold: {}", sold.into_inner());
}
