// judge: can print: ids [1, 1]
use std::cell::Cell;
use std::thread;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

fn next_id() -> u32 {
    LAST.set(LAST.get() + 1);
    LAST.get()
}

fn main() {
    let mut ids = thread::scope(|s| {
        let second = s.spawn(next_id);
        [next_id(), second.join().unwrap()]
    });
    ids.sort_unstable();
    println!("ids {ids:?}");
}
