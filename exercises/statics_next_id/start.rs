use std::thread;

static mut LAST: u32 = 0;

fn next_id() -> u32 {
    unsafe {
        LAST += 1;
        LAST
    }
}

fn main() {
    let mut ids = thread::scope(|s| {
        let second = s.spawn(next_id);
        [next_id(), second.join().unwrap()]
    });
    ids.sort_unstable();
    println!("ids {ids:?}");
}
