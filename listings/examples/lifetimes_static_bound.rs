use std::rc::Rc;

struct Price {
    cents: u32,
}

impl Drop for Price {
    fn drop(&mut self) {
        println!("a price of {} is gone", self.cents);
    }
}

fn needs_static<T: 'static>(_: &T) {}

fn main() {
    needs_static(&"a literal"); // T is &'static str: a borrow
    needs_static(&String::from("a local"));
    needs_static(&Rc::new(7));
    {
        let price = Price { cents: 250 };
        needs_static(&price);
    }
    println!("main goes on");
}
