use std::cell::RefCell;
use std::panic;

fn read_while_writing() {
    let jobs = RefCell::new(vec!["wash"]);
    let mut writer = jobs.borrow_mut();
    writer.push("dry");
    println!("{:?}", jobs.borrow()); // `writer` still borrows
}

fn main() {
    let outcome = panic::catch_unwind(read_while_writing);
    assert!(outcome.is_err());
    println!("main goes on");
}
