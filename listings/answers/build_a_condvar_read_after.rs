fn main() {
    let open = Mutex::new(false);
    let opened = Condvar::new();
    thread::scope(|s| {
        s.spawn(|| {
            *open.lock() = true;
            opened.notify_one();
        });
        let guard = opened.wait_while(open.lock(), |open| !*open);
        println!("inside: {}", *guard);
    });
}
