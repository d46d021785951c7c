// judge: can deadlock
use std::sync::Mutex;
use std::thread;

static PRICES: Mutex<Option<u32>> = Mutex::new(None);

fn load() -> u32 {
    println!("loading");
    7
}

fn prices() -> u32 {
    let known = PRICES.lock().unwrap();
    known.unwrap_or_else(|| {
        let loaded = load();
        *PRICES.lock().unwrap() = Some(loaded);
        loaded
    })
}

fn main() {
    thread::scope(|s| {
        let ada = s.spawn(prices);
        let bob = s.spawn(prices);
        let (ada, bob) = (ada.join().unwrap(), bob.join().unwrap());
        println!("ada {ada}, bob {bob}");
    });
}
