fn main() {
    let mut total = 0;
    let mut add = |price| total += price;
    add(3);
    println!("{total}"); // error[E0502]
    add(4);
}
