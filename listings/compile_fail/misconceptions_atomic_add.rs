use std::sync::atomic::AtomicU8;

fn main() {
    let mut loaves = AtomicU8::new(250);
    loaves += 10; // error[E0368]
}
