use std::cell::RefCell;

static VISITORS: RefCell<u32> = RefCell::new(0); // error[E0277]

fn main() {
    *VISITORS.borrow_mut() += 1;
}
