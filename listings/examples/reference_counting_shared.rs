use std::cell::RefCell;
use std::rc::Rc;

fn main() {
    let bookings = Rc::new(RefCell::new(vec!["Ada"]));
    let phone = Rc::clone(&bookings);
    let window = Rc::clone(&bookings);

    phone.borrow_mut().push("Ben");
    window.borrow_mut().push("Cleo");

    println!("{:?}", bookings.borrow());
    assert_eq!(*bookings.borrow(), ["Ada", "Ben", "Cleo"]);
}
