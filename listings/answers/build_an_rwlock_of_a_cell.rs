fn main() {
    let price = RwLock::new(std::cell::Cell::new(300));
    thread::scope(|s| {
        s.spawn(|| price.write().set(350));
        price.write().set(400);
    });
}
