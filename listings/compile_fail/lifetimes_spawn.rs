use std::thread;

struct Headline<'a>(&'a str);

fn words(headline: Headline<'_>) -> usize {
    headline.0.split(' ').count()
}

fn in_background(headline: Headline<'_>) {
    thread::spawn(move || words(headline)); // error[E0521]
}

fn main() {
    let page = String::from("rain again tomorrow");
    let local = Headline(&page); // error[E0597]
    thread::spawn(move || words(local)).join().unwrap();
    in_background(Headline("sun at last"));
}
