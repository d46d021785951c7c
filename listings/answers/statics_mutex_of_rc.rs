use std::rc::Rc;
use std::sync::Mutex;

static PRICE: Mutex<Option<Rc<u32>>> = Mutex::new(None);

fn main() {
    println!("{PRICE:?}");
}
