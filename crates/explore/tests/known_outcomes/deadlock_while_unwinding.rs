// ok
// deadlock

use std::sync::Mutex;
use std::thread;
static A: Mutex<()> = Mutex::new(());
static B: Mutex<()> = Mutex::new(());
struct L;
impl Drop for L { fn drop(&mut self) { drop(B.lock()); } }
fn main() {
    let t = thread::spawn(|| {
        let _a = A.lock();
        let _l = L;
        panic!("x");
    });
    let b = B.lock();
    let a = A.lock();
    drop((a, b));
    let _ = t.join();
    println!("ok");
}
