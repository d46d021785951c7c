#![deny(unused_must_use)]

#[must_use]
struct Ticket;

fn issue() -> Ticket {
    Ticket
}

fn main() {
    let _kept = issue(); // never used, and no complaint
    issue(); // error[unused_must_use]
}
