fn main() {
    let mut stock = 5;
    let seen = &stock;
    println!("seen: {seen}");

    stock = 4; // error[E0506]
    println!("seen: {seen}, stock: {stock}");
}
