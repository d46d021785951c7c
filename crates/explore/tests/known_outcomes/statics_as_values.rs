// 3 [1, 2] 2 two Mutex { data: 3, poisoned: false, .. }

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{LazyLock, Mutex, OnceLock};
use std::thread;

static COUNTS: [AtomicU32; 2] = [const { AtomicU32::new(0) }; 2];
static TOTAL: Mutex<u32> = Mutex::new(0);
static NAME: OnceLock<&str> = OnceLock::new();
static NUMBERS: LazyLock<Vec<u32>> = LazyLock::new(|| vec![1, 2]);

fn add(total: &'static Mutex<u32>, number: u32) {
    *total.lock().unwrap() += number;
}

mod log {
    pub static LINES: super::AtomicU32 = super::AtomicU32::new(0);
}

fn main() {
    thread::scope(|s| {
        for (count, number) in COUNTS.iter().zip(&*NUMBERS) {
            s.spawn(move || {
                count.store(*number, SeqCst);
                add(&TOTAL, *number);
                log::LINES.fetch_add(1, SeqCst);
            });
        }
    });
    for count in &COUNTS {
        assert!(count.load(SeqCst) > 0);
    }
    let name = match &NAME {
        name if name.get().is_none() => name.get_or_init(|| "two"),
        _ => "one",
    };
    let total = *TOTAL.lock().unwrap();
    println!("{total} {:?} {} {name} {TOTAL:?}", *NUMBERS, log::LINES.load(SeqCst));
}
