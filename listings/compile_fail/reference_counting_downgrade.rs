use std::rc::Rc;

fn main() {
    let stock = Rc::new(80);
    let note = Rc::downgrade(stock); // error[E0308]
    println!("{:?}", note.upgrade());
}
