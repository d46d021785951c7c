use std::rc::Rc;

struct Show {
    seats: u32,
}

fn main() {
    let office = Rc::new(Show { seats: 80 });
    let foyer = Rc::clone(&office);
    office.seats -= 1; // error[E0594]
    println!("{}", foyer.seats);
}
