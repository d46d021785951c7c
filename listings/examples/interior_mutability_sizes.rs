use std::cell::{Cell, RefCell, UnsafeCell};

fn main() {
    println!("i32: {}", size_of::<i32>());
    println!("UnsafeCell<i32>: {}", size_of::<UnsafeCell<i32>>());
    println!("Cell<i32>: {}", size_of::<Cell<i32>>());
    println!("RefCell<i32>: {}", size_of::<RefCell<i32>>());
    assert_eq!(size_of::<Cell<i32>>(), size_of::<i32>());
}
