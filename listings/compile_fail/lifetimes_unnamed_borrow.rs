struct Headline(&str); // error[E0106]

fn longer(one: &str, two: &str) -> &str // error[E0106]
{
    if one.len() > two.len() { one } else { two }
}

fn main() {
    let page = String::from("rain again tomorrow");
    let headline = Headline(&page);
    println!("{}", longer(headline.0, "sun at last"));
}
