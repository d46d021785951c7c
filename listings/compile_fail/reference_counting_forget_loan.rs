use std::mem;

fn main() {
    let sign = String::from("Exit");
    let view = &sign;
    mem::forget(sign); // error[E0505]
    println!("{view}");
}
