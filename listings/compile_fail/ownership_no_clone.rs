struct Ticket {
    seat: u32,
}

fn main() {
    let ticket = Ticket { seat: 7 };
    let second = ticket.clone(); // error[E0599]
    println!("{} {}", ticket.seat, second.seat);
}
