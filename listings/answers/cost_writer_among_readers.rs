use std::sync::{Arc, Mutex};

static PRICES: Mutex<Option<Arc<Vec<Price>>>> = Mutex::new(None);

struct Price(u32);

impl Clone for Price {
    fn clone(&self) -> Self {
        let waits = PRICES.try_lock().is_err();
        println!("during the copy, a new reader waits: {waits}");
        Price(self.0)
    }
}

fn main() {
    *PRICES.lock().unwrap() = Some(Arc::new(vec![Price(300)]));
    let readers = [(); 3].map(|()| PRICES.lock().unwrap().clone().unwrap());

    let mut guard = PRICES.lock().unwrap();
    Arc::make_mut(guard.as_mut().unwrap()).push(Price(250));
    drop(guard);

    println!("the writer is done");
    let old = readers
        .map(|prices| prices.iter().map(|price| price.0).sum::<u32>());
    println!("the readers add up {old:?}");
    println!(
        "prices now: {}",
        PRICES.lock().unwrap().as_ref().unwrap().len()
    );
}
