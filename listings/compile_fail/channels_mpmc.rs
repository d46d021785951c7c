use std::sync::mpmc::channel; // error[E0658]

fn main() {
    let (_tx, _rx) = channel::<u32>(); // error[E0658]
}
