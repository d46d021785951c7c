fn longer<'a>(one: &'a str, two: &'a str) -> &'a str {
    if one.len() > two.len() { one } else { two }
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or("", |(_, rest)| rest)
}

fn main() {
    let page = String::from("weather: rain again tomorrow");
    let headline = {
        let mark = String::from(": ");
        after(&page, &mark)
    }; // `mark` is gone, and `headline` is still good
    println!("{headline}");
    println!("{}", longer(headline, "sun at last"));
}
