use std::thread;

fn main() {
    let mut prices = [10, 20, 30, 40];

    thread::scope(|s| {
        s.spawn(|| prices[0] += 1);
        s.spawn(|| prices[3] += 1); // error[E0499]
    });
}
