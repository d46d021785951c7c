use std::sync::atomic::{AtomicU8, Ordering};

fn main() {
    AtomicU8::fetch_add(5, Ordering::Relaxed); // error[E0061]
}
