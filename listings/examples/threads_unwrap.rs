use std::thread;

fn main() {
    let window = thread::spawn(|| -> u32 { panic!("drawer stuck") });
    let sold = window.join().unwrap();
    println!("sold: {sold}");
}
