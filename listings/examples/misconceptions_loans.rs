struct Bakery {
    flour: u32,
    loaves: u32,
}

fn main() {
    let mut bakery = Bakery {
        flour: 9,
        loaves: 0,
    };
    let flour = &mut bakery.flour;
    let loaves = &mut bakery.loaves; // both are live, and apart
    *flour -= 2;
    *loaves += 4;
    let whole = &mut bakery; // overlaps both, but they have ended
    whole.flour -= 1;
    println!("flour {}, loaves {}", bakery.flour, bakery.loaves);
}
