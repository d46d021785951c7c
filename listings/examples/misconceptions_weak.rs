use std::rc::Rc;

struct Recipe(&'static str);

impl Drop for Recipe {
    fn drop(&mut self) {
        println!("{}: burned", self.0);
    }
}

fn main() {
    let recipe = Rc::new(Recipe("rye"));
    let note = Rc::downgrade(&recipe); // lends the handle
    println!("found: {:?}", note.upgrade().map(|found| found.0));
    drop(recipe); // `note` is alive
    println!("found: {:?}", note.upgrade().map(|found| found.0));
}
