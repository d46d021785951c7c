use std::cell::RefCell;
use std::rc::Rc;

fn main() {
    let order = RefCell::new(vec!["rye"]);
    let copy = order.clone();
    copy.borrow_mut().push("oat");
    println!("after the value's clone: {:?}", order.borrow());

    let order = Rc::new(order);
    let handle = Rc::clone(&order);
    handle.borrow_mut().push("oat");
    println!("after the handle's clone: {:?}", order.borrow());
    assert!(Rc::ptr_eq(&order, &handle));
}
