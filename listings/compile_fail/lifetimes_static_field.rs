struct Title(&'static str);

static TITLE: Title = Title("less is more");

struct Sign {
    title: &'static Title,
}

fn main() {
    let sign = Sign { title: &TITLE };
    let mine: Title = *sign.title; // error[E0507]
    println!("{}", mine.0);
}
