struct Headline(&str); // error[E0106]

fn main() {
    let page = String::from("rain again tomorrow");
    println!("{}", Headline(&page).0);
}
