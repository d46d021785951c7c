use std::rc::Rc;

fn main() {
    let recipe = Rc::new("rye");
    println!("{:?}", recipe.upgrade()); // error[E0599]
}
