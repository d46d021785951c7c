use std::cell::Cell;

fn reset(asked: &Cell<u32>) {
    let inside: &mut u32 = asked.get_mut(); // error[E0596]
    *inside = 0;
}

fn main() {
    let asked = Cell::new(7);
    reset(&asked);
    println!("{}", asked.get());
}
