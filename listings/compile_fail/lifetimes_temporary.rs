fn main() {
    let page = String::from("Rain Again ");
    let quiet = page.to_lowercase().trim(); // error[E0716]
    println!("{quiet}");
}
