use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

fn main() {
    let jobs = RefCell::new(vec!["wash"]);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
        let mut writer = jobs.borrow_mut();
        writer.push("dry");
        panic!("the machine is broken");
    }));
    assert!(outcome.is_err());
    jobs.borrow_mut().push("fold");
    println!("{:?}", jobs.borrow());
}
