use std::thread;

fn main() {
    let served = thread::scope(|s| {
        let clerk = s.spawn(|| panic!("no such item"));
        clerk.join().is_ok()
    });

    println!("served: {served}");
    assert!(!served);
}
