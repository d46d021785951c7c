struct Prices {
    tea: u32,
    asked: u32,
}

impl Prices {
    fn tea(&self) -> u32 {
        self.asked += 1; // error[E0594]
        self.tea
    }
}

fn main() {
    let prices = Prices { tea: 3, asked: 0 };
    let (till, website) = (&prices, &prices);
    println!("{} and {}", till.tea(), website.tea());
    println!("asked {} times", prices.asked);
}
