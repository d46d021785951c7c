use std::rc::Rc;

fn main() {
    let seat = 7;
    let mut next = seat; // a copy: `seat` stays
    next += 1;
    println!("{seat} and {next}");

    let ticket = String::from("row 7");
    let mut second = ticket.clone();
    second.push('b');
    assert_ne!(ticket.as_ptr(), second.as_ptr());
    println!("{ticket} and {second}: two values");

    let notice = Rc::new(String::from("doors at 8"));
    let handle = Rc::clone(&notice);
    assert_eq!(notice.as_ptr(), handle.as_ptr());
    println!("{handle}: one value, {} handles", Rc::strong_count(&notice));
}
