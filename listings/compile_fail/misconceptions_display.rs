use std::sync::Mutex;

fn main() {
    println!("{}", Mutex::new(6_u32)); // error[E0277]
}
