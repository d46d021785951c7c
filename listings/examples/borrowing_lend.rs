fn width(row: &str) -> usize {
    row.len()
}

fn main() {
    let row = String::from("ABCD");
    let boxed = Box::new(String::from("ABCDEF"));
    let one = &row;
    let two = one; // the reference is copied, not the bytes
    assert_eq!(one.as_ptr(), two.as_ptr());

    println!("{} {} {}", width(&row), width(one), width(two));
    println!("{} {}", width("AB"), width(&boxed));
    println!("{row} is still mine, {} bytes", row.len());
}
