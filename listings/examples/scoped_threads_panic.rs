use std::thread;

fn main() {
    thread::scope(|s| {
        s.spawn(|| panic!("no such item"));
        s.spawn(|| println!("the other thread finishes"));
    });

    println!("never printed");
}
