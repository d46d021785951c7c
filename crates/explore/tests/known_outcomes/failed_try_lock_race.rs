// free
// undefined behavior: data race: main reads X.0 at line 18, thread 1 writes X.0 at line 13
use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::thread;
struct Cell(UnsafeCell<u8>);
unsafe impl Sync for Cell {}
static X: Cell = Cell(UnsafeCell::new(0));
static M: Mutex<()> = Mutex::new(());
fn main() {
    let t = thread::spawn(|| {
        unsafe {
            *X.0.get() = 1;
        }
        let _g = M.lock().unwrap();
    });
    match M.try_lock() {
        Err(_) => println!("{}", unsafe { *X.0.get() }),
        Ok(_) => println!("free"),
    }
    t.join().unwrap();
}
