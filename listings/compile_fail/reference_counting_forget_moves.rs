use std::mem;

fn main() {
    let sign = String::from("Exit");
    mem::forget(sign);
    println!("{sign}"); // error[E0382]
}
