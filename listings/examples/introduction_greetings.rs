use std::thread;

fn main() {
    thread::scope(|scope| {
        scope.spawn(|| println!("hello from the first thread"));
        scope.spawn(|| println!("hello from the second thread"));
    });
}
