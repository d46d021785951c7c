use std::sync::Mutex;

static MOTTO: Mutex<String> =
    Mutex::new(String::from("first come, first served")); // error[E0015]

fn main() {
    println!("{MOTTO:?}");
}
