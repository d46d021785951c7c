use std::sync::Mutex;

fn main() {
    let flour = Mutex::new(25);
    let inside: &u32 = &flour; // error[E0308]
    println!("{inside}");
    flour.unlock(); // error[E0599]
}
