fn main() {
    let price = RwLock::new(300);
    thread::scope(|s| {
        s.spawn(|| *price.write() += 50);
        let first = price.read();
        let second = price.try_read();
        assert_eq!(*second.expect("no second guard"), *first);
    });
}
