use std::thread;

fn count(window: &str, sold: u32) -> u32 {
    println!("{window}: begins");
    println!("{window}: ends");
    sold
}

fn main() {
    let sold: u32 = [("north", 31), ("south", 11)]
        .into_iter()
        .map(|(window, sold)| thread::spawn(move || count(window, sold)))
        .map(|handle| handle.join().unwrap()) // no `collect` before it
        .sum();
    println!("sold: {sold}");
    assert_eq!(sold, 42);
}
