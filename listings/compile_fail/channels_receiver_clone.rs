use std::sync::mpsc;

fn main() {
    let (_tx, rx) = mpsc::channel::<u32>();
    let _second = rx.clone(); // error[E0599]
}
