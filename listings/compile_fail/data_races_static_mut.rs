use std::thread;

static mut COUNT: u32 = 0;

fn main() {
    thread::scope(|s| {
        s.spawn(|| COUNT += 1); // error[E0133]
        s.spawn(|| COUNT += 1); // error[E0133]
    });
}
