use std::cell::Cell;

fn reset(calls: &Cell<u32>) {
    let inside: &mut u32 = calls.get_mut(); // error[E0596]
    *inside = 0;
}

fn main() {
    let calls = Cell::new(7);
    reset(&calls);
    println!("{}", calls.get());
}
