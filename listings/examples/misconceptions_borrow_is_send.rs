use std::thread;

struct Slip<'a>(&'a str);

fn items(slip: Slip<'_>) -> usize {
    slip.0.split(' ').count()
}

fn needs_both<T: Send + Sync>(_: &T) {}

fn main() {
    let order = String::from("rye oat bun");
    let slip = Slip(&order); // borrows a local variable
    needs_both(&slip);
    let items =
        thread::scope(|s| s.spawn(move || items(slip)).join().unwrap());
    println!("{items} items");
}
