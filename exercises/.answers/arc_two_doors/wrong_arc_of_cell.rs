// judge: does not compile
use std::cell::Cell;
use std::sync::Arc;
use std::thread;

fn enter(visitors: &Cell<u32>) {
    visitors.set(visitors.get() + 1);
}

fn main() {
    let visitors = Arc::new(Cell::new(0));

    let doors = [(); 2].map(|()| {
        let visitors = Arc::clone(&visitors);
        thread::spawn(move || enter(&visitors))
    });
    for door in doors {
        door.join().unwrap();
    }
    println!("{} visitors", visitors.get());
}
