use std::cell::Cell;

struct Prices {
    tea: u32,
    asked: Cell<u32>,
}

impl Prices {
    fn tea(&self) -> u32 {
        self.asked.update(|asked| asked + 1);
        self.tea
    }
}

fn main() {
    let prices = Prices {
        tea: 3,
        asked: Cell::new(0),
    };
    let (till, website) = (&prices, &prices);
    println!("{} and {}", till.tea(), website.tea());
    println!("asked {} times", prices.asked.get());
    assert_eq!(prices.asked.replace(0), 2);
}
