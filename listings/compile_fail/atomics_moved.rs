use std::sync::atomic::AtomicU32;

fn main() {
    let visits = AtomicU32::new(0);
    let today = visits;
    println!("{visits:?} {today:?}"); // error[E0382]
}
