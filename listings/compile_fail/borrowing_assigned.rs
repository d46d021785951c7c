fn main() {
    let mut price = 10;
    let quoted = &price;
    price = 12; // error[E0506]
    println!("{quoted} {price}");
}
