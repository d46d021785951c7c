// undefined behavior: data race: main writes N at line 9, thread 1 writes N at line 8

use std::thread;

static mut N: u32 = 0;

fn main() {
    let h = thread::spawn(|| unsafe { N += 1 });
    unsafe { N += 1 }
    h.join().unwrap();
    println!("{}", unsafe { N });
}
