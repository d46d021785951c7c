// 123 5

use std::cell::{Cell, RefCell};
thread_local! {
    static X: Cell<i32> = panic!("not called");
    static Y: RefCell<u8> = panic!("neither");
}
fn main() {
    X.set(123);
    Y.set(5);
    println!("{} {}", X.get(), Y.take());
}
