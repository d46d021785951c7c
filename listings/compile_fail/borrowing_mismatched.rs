fn width(row: &str) -> usize {
    row.len()
}

fn extend(row: &mut String) {
    row.push('E');
}

fn main() {
    let mut row = String::from("ABCD");
    println!("{}", width(row)); // error[E0308]
    extend(&row); // error[E0308]
}
