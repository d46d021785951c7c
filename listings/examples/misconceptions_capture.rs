struct Order {
    cake: String,
    customer: String,
}

fn main() {
    let order = Order {
        cake: "plum".to_string(),
        customer: "Ada".to_string(),
    };
    let mut baked = 0;
    let shelf = vec!["rye"];
    let seen = &shelf;
    let mut bake = move || {
        baked += 1;
        format!("{} cake {baked}, beside {seen:?}", order.cake)
    };
    println!("inside: {}", bake());
    println!("outside: {baked} for {}, {shelf:?}", order.customer);
    assert_eq!(baked, 0);
}
