use std::thread;

fn main() {
    let prices = vec![10, 20, 30];

    thread::scope(|s| {
        for i in 0..prices.len() {
            s.spawn(|| println!("{}", prices[i])); // error[E0373]
        }
    });
}
