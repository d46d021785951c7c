use std::cell::Cell;
use std::thread;

struct Ticket(u32, i64, String);

enum Payment {
    Cash(Cell<u32>),
    Card(String),
}

fn assert_send<T: Send>() {}
fn assert_sync<T: Sync>() {}
fn assert_both<T: Send + Sync>(_: &T) {}

fn main() {
    assert_send::<Ticket>();
    assert_sync::<Ticket>();
    assert_send::<Payment>();

    let ticket = Ticket(7, 40, "Ann".to_string());
    let label = || format!("seat {}, {} euros", ticket.0, ticket.1);
    assert_both(&label);

    thread::scope(|s| {
        let clerk = s.spawn(&label);
        println!("{}: {}", ticket.2, label());
        println!("the clerk reads: {}", clerk.join().unwrap());
    });

    for paid in [Payment::Cash(Cell::new(40)), Payment::Card("Ben".into())]
    {
        thread::spawn(move || match paid {
            Payment::Cash(sum) => sum.set(0),
            Payment::Card(name) => assert_eq!(name, "Ben"),
        })
        .join()
        .unwrap();
    }
}
