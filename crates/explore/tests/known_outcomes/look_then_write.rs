// 1

use std::collections::HashMap;
use std::sync::RwLock;
use std::thread;

fn main() {
    let cache: RwLock<HashMap<u32, u32>> = RwLock::new(HashMap::new());
    let computed = std::sync::atomic::AtomicU32::new(0);
    let get = || {
        if let Some(v) = cache.read().unwrap().get(&1) {
            return *v;
        }
        let mut w = cache.write().unwrap();
        *w.entry(1).or_insert_with(|| {
            computed.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            5
        })
    };
    thread::scope(|s| {
        s.spawn(&get);
        s.spawn(&get);
    });
    println!("{}", computed.into_inner());
}
