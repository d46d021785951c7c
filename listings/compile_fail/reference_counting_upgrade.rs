use std::rc::Rc;

fn main() {
    let stock = Rc::new(80);
    let note = Rc::downgrade(&stock);
    println!("{:?}", Rc::upgrade(&note)); // error[E0599]
}
