#[derive(Clone, Copy)]
struct Ticket(u32, String); // error[E0204]

fn main() {
    let ticket = Ticket(7, String::from("Ada"));
    println!("seat {} for {}", ticket.0, ticket.1);
}
