struct Ticket(u32);

impl Drop for Ticket {
    fn drop(&mut self) {
        println!("drop ticket {}", self.0);
    }
}

fn admit(ticket: Ticket) {
    println!("admit ticket {}", ticket.0);
}

fn main() {
    for number in 1..=2 {
        let ticket = Ticket(number);
        if number == 1 {
            admit(ticket);
        }
        println!("end of round {number}");
    }
}
