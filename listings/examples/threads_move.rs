use std::thread;

struct Order {
    items: Vec<&'static str>,
    customer: String,
}

fn main() {
    let mut packed = 0;
    let order = Order {
        items: vec!["lamp", "desk"],
        customer: String::from("Ada"),
    };

    let clerk = thread::spawn(move || {
        packed += order.items.len();
        packed
    });

    println!("in the thread: {}", clerk.join().unwrap());
    println!("in main: {packed}, order of {}", order.customer);
    assert_eq!(packed, 0);
}
