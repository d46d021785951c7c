use std::sync::OnceLock;
use std::thread;

static PRICES: OnceLock<u32> = OnceLock::new();

fn load() -> u32 {
    println!("loading");
    7
}

fn prices() -> u32 {
    *PRICES.get_or_init(load)
}

fn main() {
    thread::scope(|s| {
        let ada = s.spawn(prices);
        let bob = s.spawn(prices);
        let (ada, bob) = (ada.join().unwrap(), bob.join().unwrap());
        println!("ada {ada}, bob {bob}");
    });
}
