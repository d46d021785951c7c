use std::cell::RefCell;

struct Prices {
    asked_by: RefCell<Vec<String>>,
}

impl Prices {
    fn customers(&self) -> &Vec<String> {
        &self.asked_by.borrow() // error[E0515]
    }
}

fn main() {
    let asked_by = RefCell::new(vec![]);
    let prices = Prices { asked_by };
    println!("{:?}", prices.customers());
}
