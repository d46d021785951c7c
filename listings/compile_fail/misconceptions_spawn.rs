use std::thread;

struct Slip<'a>(&'a str);

fn items(slip: Slip<'_>) -> usize {
    slip.0.split(' ').count()
}

fn main() {
    let order = String::from("rye oat bun");
    let slip = Slip(&order); // error[E0597]
    thread::spawn(move || items(slip)).join().unwrap();
}
