fn main() {
    let mut price = 12;
    let reduced = &mut price;
    let seen = price; // error[E0503]
    *reduced -= 2;
    println!("{seen} {price}");
}
