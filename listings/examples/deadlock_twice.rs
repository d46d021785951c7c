use std::sync::Mutex;

struct Till {
    coins: Mutex<Vec<u32>>,
}

impl Till {
    fn total(&self) -> u32 {
        self.coins.lock().unwrap().iter().sum()
    }

    fn pay_in(&self, coin: u32) -> u32 {
        let mut coins = self.coins.lock().unwrap();
        coins.push(coin);
        self.total() // `coins` is still alive
    }
}

fn main() {
    let till = Till {
        coins: Mutex::new(vec![50, 20]),
    };
    println!("total: {}", till.total());
    println!("total: {}", till.pay_in(10));
}
