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
    let again = match jobs.try_borrow_mut() {
        Ok(jobs) => format!("yes, and it holds {jobs:?}"),
        Err(error) => format!("no: {error}"),
    };
    println!("{again}");
}
