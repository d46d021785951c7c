use std::mem;
use std::sync::Mutex;

fn held(stock: &Mutex<u32>) -> bool {
    stock.try_lock().is_err()
}

fn main() {
    let stock = Mutex::new(3);

    {
        let guard = stock.lock().unwrap();
        println!("in the block: {}", held(&stock));
        let guard = *guard; // the name is reused, the guard stays
        println!("name reused for {guard}: {}", held(&stock));
    }
    println!("after the block: {}", held(&stock));

    let guard = stock.lock().unwrap();
    drop(guard);
    println!("after drop: {}", held(&stock));

    mem::forget(stock.lock().unwrap());
    println!("after forget: {}", held(&stock));
    println!("into_inner: {}", stock.into_inner().unwrap());
}
