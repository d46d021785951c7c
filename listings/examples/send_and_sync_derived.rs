use std::thread;

struct Ticket {
    seat: u32,
    price: u32,
    name: String,
}

fn assert_both<T: Send + Sync>() {}
fn assert_both_of<T: Send + Sync>(_: &T) {}

fn main() {
    assert_both::<Ticket>();

    let ticket = Ticket {
        seat: 7,
        price: 40,
        name: "Ann".to_string(),
    };
    let label = || format!("seat {}, {} euros", ticket.seat, ticket.price);
    assert_both_of(&label);

    thread::scope(|s| {
        let clerk = s.spawn(&label);
        println!("{}: {}", ticket.name, label());
        println!("the clerk reads: {}", clerk.join().unwrap());
    });
}
