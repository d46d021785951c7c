use std::mem;

struct Oven(&'static str);

impl Drop for Oven {
    fn drop(&mut self) {
        println!("{} oven: off", self.0);
    }
}

fn main() {
    let gas = Oven("gas");
    let _spare = Oven("spare"); // never used
    mem::forget(Oven("old")); // never switched off
    println!("{} oven: last use", gas.0);
    println!("the bakery closes");
}
