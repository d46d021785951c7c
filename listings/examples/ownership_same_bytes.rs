fn stamp(mut ticket: String) -> String {
    ticket.push_str(", paid");
    ticket
}

fn main() {
    let mut ticket = String::with_capacity(16);
    ticket.push_str("loge é");
    let bytes = ticket.as_ptr();
    println!("{ticket}: {} bytes of {}", ticket.len(), ticket.capacity());

    let pocket = stamp(ticket); // moved in, and moved out again
    assert_eq!(pocket.as_ptr(), bytes);
    println!("{pocket}: {} bytes, where they were", pocket.len());

    ticket = String::new(); // the name may own a value again
    assert_eq!(ticket.capacity(), 0);
    assert_eq!(size_of::<String>(), 3 * size_of::<usize>());
    println!("{ticket:?} and {pocket:?}");
}
