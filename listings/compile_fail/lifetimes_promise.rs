fn longer<'a>(one: &'a str, two: &'a str) -> &'a str {
    if one.len() > two.len() { one } else { two }
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or(mark, |(_, rest)| rest) // error[E0621]
}

fn main() {
    let page = String::from("weather: rain again tomorrow");
    let headline = {
        let spare = String::from("sun");
        longer(after(&page, ": "), &spare) // error[E0597]
    };
    println!("{headline}");
}
