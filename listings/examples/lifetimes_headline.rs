use std::thread;

struct Headline<'a>(&'a str);

fn words(headline: Headline<'_>) -> usize {
    headline.0.split(' ').count()
}

fn needs_send<T: Send>(value: T) -> T {
    value
}

fn any_lifetime<'a>(headline: Headline<'a>) -> Headline<'a> {
    needs_send(headline)
}

fn main() {
    let page = String::from("rain again tomorrow");
    let local = any_lifetime(Headline(&page));
    let scoped =
        thread::scope(|s| s.spawn(move || words(local)).join().unwrap());
    println!("{page}: {scoped} words");

    let literal = any_lifetime(Headline("sun at last"));
    let spawned = thread::spawn(move || words(literal)).join().unwrap();
    println!("sun at last: {spawned} words");
}
