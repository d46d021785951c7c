use std::cell::Cell;
use std::sync::Mutex;
use std::thread;

fn main() {
    let sold = Mutex::new(Cell::new(0));

    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let cell = sold.lock().unwrap();
                cell.set(cell.get() + 1);
            });
        }
    });

    println!("sold: {}", sold.into_inner().unwrap().get());
}
