struct Headline<'a>(&'a str);

impl<'a> Headline<'a> {
    fn first_word(&self) -> &'a str {
        self.0.split(' ').next().unwrap_or("")
    }
}

fn main() {
    let page = String::from("rain again tomorrow");
    let word = {
        let headline = Headline(&page);
        headline.first_word()
    }; // the headline is gone, and the page is not
    println!("{word}");
}
