use std::sync::RwLock;
use std::thread;

fn price(cache: &RwLock<Option<u32>>) -> u32 {
    let known = *cache.read().unwrap(); // the guard is gone here
    known.unwrap_or_else(|| {
        let mut cache = cache.write().unwrap();
        *cache.get_or_insert_with(|| {
            println!("asking the supplier");
            250
        })
    })
}

fn main() {
    let cache = RwLock::new(None);
    let (ann, ben) = thread::scope(|s| {
        let ann = s.spawn(|| price(&cache));
        (price(&cache), ann.join().unwrap())
    });
    println!("{ann} and {ben}");
}
