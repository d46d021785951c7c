use std::cell::Cell;
use std::thread;

fn main() {
    let sold = Cell::new(0);
    let (till, door) = (&sold, &sold); // two shared references
    till.set(till.get() + 1);
    door.set(door.get() + 1);
    println!("sold: {}", sold.get());

    let mut trays = [1, 2];
    thread::scope(|s| {
        for tray in &mut trays {
            s.spawn(move || *tray += 12); // exclusive, no owner
        }
    });
    println!("trays: {trays:?}");
    assert_eq!((sold.get(), trays), (2, [13, 14]));
}
