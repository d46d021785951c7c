use std::mem;

fn main() {
    let recipe = String::from("rye, salt");
    let _text: &'static str = &recipe; // error[E0597]
    mem::forget(recipe); // error[E0505]
}
