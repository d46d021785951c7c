// panic: thread name may not contain interior null bytes: NulError(1, [97, 0, 98])

use std::thread;
fn main() {
    let h = thread::Builder::new().name("a\0b".to_owned()).spawn(|| 1);
    println!("{}", h.is_ok());
}
