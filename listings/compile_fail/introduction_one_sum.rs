use std::thread;

fn main() {
    let mut sum = 0;
    thread::scope(|scope| {
        scope.spawn(|| sum += 1);
        scope.spawn(|| sum += 1); // error[E0499]
    });
    println!("{sum}");
}
