#![forbid(unsafe_code)]

use std::cell::RefCell;

struct Prices {
    tea: u32,
    asked_by: RefCell<Vec<String>>,
}

impl Prices {
    fn tea(&self, customer: &str) -> u32 {
        self.asked_by.borrow_mut().push(customer.to_string());
        self.tea
    }
}

fn main() {
    let prices = Prices {
        tea: 3,
        asked_by: RefCell::new(vec![]),
    };
    let (till, website) = (&prices, &prices);
    println!("{} and {}", till.tea("Ada"), website.tea("Ben"));

    let customers = prices.asked_by.borrow();
    println!("asked by {customers:?}");
    assert_eq!(*customers, ["Ada", "Ben"]);
}
