use std::sync::atomic::AtomicU32;

fn main() {
    let mut visits = AtomicU32::new(0);
    visits += 1; // error[E0368]
    assert!(visits == 1); // error[E0369]
    let copy = visits.clone(); // error[E0599]
    println!("{copy:?}");
}
