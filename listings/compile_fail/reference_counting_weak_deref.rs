use std::rc::Rc;

fn main() {
    let stock = Rc::new(80);
    let note = Rc::downgrade(&stock);
    println!("{}", *note); // error[E0614]
}
