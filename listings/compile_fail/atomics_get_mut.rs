use std::sync::atomic::AtomicU32;

fn main() {
    let visits = AtomicU32::new(0);
    *visits.get_mut() += 1; // error[E0596]
}
