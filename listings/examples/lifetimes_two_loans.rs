fn main() {
    let mut stock = 5;
    let mut seen = &stock;
    println!("seen: {seen}");

    stock = 4; // `seen` is in scope, but nothing is on loan
    println!("stock: {stock}");

    seen = &stock;
    println!("seen: {seen}");
    assert_eq!(*seen, 4);
}
