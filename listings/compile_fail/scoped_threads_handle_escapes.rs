use std::thread;

fn main() {
    let mut kept = None;

    thread::scope(|s| {
        let clerk = s.spawn(|| "tea");
        kept = Some(clerk); // error[E0521]
    });
}
