// mine custom none

use std::panic;
fn main() {
    panic::set_hook(Box::new(|_| print!("custom ")));
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| { print!("mine "); before(info); }));
    let _ = panic::catch_unwind(|| panic!());
    let _ = panic::take_hook();
    let _ = panic::catch_unwind(|| panic!());
    println!("none");
}
