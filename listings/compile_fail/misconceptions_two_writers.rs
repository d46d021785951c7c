use std::thread;

fn main() {
    let mut loaves = 0;
    thread::scope(|s| {
        s.spawn(|| loaves += 12);
        s.spawn(|| loaves += 12); // error[E0499]
    });
}
