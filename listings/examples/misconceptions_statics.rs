use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex};

static PRICES: Mutex<BTreeMap<&str, u32>> = Mutex::new(BTreeMap::new());
static STOCK: LazyLock<Mutex<HashMap<&str, u32>>> =
    LazyLock::new(|| Mutex::new(HashMap::new()));

fn main() {
    PRICES.lock().unwrap().insert("rye", 300);
    STOCK.lock().unwrap().insert("rye", 12);
    println!("{:?}", PRICES.lock().unwrap());
    println!("{:?}", STOCK.lock().unwrap());
}
