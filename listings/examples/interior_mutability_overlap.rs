use std::cell::RefCell;

fn main() {
    let jobs = RefCell::new(vec!["wash"]);
    jobs.borrow_mut().push("dry");
    jobs.borrow_mut().push("fold");
    println!("one after the other: {:?}", jobs.borrow());

    for job in jobs.borrow().iter() {
        if *job == "dry" {
            jobs.borrow_mut().push("iron"); // the loop still borrows
        }
    }
}
