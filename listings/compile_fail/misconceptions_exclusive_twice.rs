struct Bakery {
    flour: u32,
}

fn main() {
    let mut bakery = Bakery { flour: 9 };
    let flour = &mut bakery.flour;
    let whole = &mut bakery; // error[E0499]
    *flour -= 2;
    whole.flour -= 1;
}
