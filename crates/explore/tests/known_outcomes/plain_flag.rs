// undefined behavior: data race: main reads READY at line 14, thread 1 writes READY at line 11

use std::thread;

static mut READY: bool = false;
static mut DATA: i32 = 0;

fn main() {
    let h = thread::spawn(|| unsafe {
        DATA = 42;
        READY = true;
    });
    unsafe {
        while !READY {
            std::hint::spin_loop();
        }
        println!("{}", DATA);
    }
    h.join().unwrap();
}
