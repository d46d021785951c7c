// 3
// 33

use std::sync::{Arc, RwLock};
use std::thread;

type H = Arc<dyn Fn(u32) -> u32 + Send + Sync>;
#[derive(Default)]
struct Bus {
    hs: RwLock<Vec<H>>,
}

impl Bus {
    fn on(&self, h: H) {
        self.hs.write().unwrap().push(h);
    }
    fn fire(&self, x: u32) -> u32 {
        self.hs.read().unwrap().iter().map(|h| h(x)).sum()
    }
}

fn main() {
    let bus = Arc::new(Bus::default());
    bus.on(Arc::new(|x| x));
    let b = bus.clone();
    let t = thread::spawn(move || b.on(Arc::new(|x| x * 10)));
    println!("{}", bus.fire(3));
    t.join().unwrap();
}
