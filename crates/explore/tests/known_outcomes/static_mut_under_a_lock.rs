// 1 1 11 Some("n") 4

use std::sync::Mutex;
use std::thread;

static mut COUNTERS: [u32; 3] = [0; 3];
static mut NAME: Option<String> = None;
static LOCK: Mutex<()> = Mutex::new(());

struct P {
    x: i32,
}

static mut POINT: P = P { x: 1 };

fn bump(i: usize) {
    let _g = LOCK.lock().unwrap();
    unsafe {
        COUNTERS[i] += 1;
        POINT.x += 1;
        let p = &raw mut POINT;
        (*p).x += 1;
    }
}

fn main() {
    unsafe {
        NAME = Some("n".to_string());
    }
    let h = thread::spawn(|| bump(1));
    bump(2);
    h.join().unwrap();
    unsafe {
        static mut LOCAL: u8 = 3;
        LOCAL += 1;
        let r: &mut P = &mut *(&raw mut POINT);
        r.x *= 2;
        #[allow(static_mut_refs)]
        let q = &mut POINT;
        q.x += 1;
        println!("{} {} {} {:?} {}", COUNTERS[1], COUNTERS[2], POINT.x, *(&raw const NAME), LOCAL);
    }
}
