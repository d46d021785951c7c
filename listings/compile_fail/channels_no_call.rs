use std::sync::mpsc;

fn main() {
    let _ends: (_, _) = mpsc::channel; // error[E0308]
}
