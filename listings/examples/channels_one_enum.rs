use std::sync::mpsc;
use std::thread;

enum Event {
    Sale(u32),
    Closing(&'static str),
}

fn main() {
    let (tx, events) = mpsc::channel();
    let clock = tx.clone();

    thread::scope(|s| {
        s.spawn(move || tx.send(Event::Sale(30)).unwrap());
        s.spawn(move || clock.send(Event::Closing("6 pm")).unwrap());

        for event in events {
            match event {
                Event::Sale(amount) => println!("sale of {amount}"),
                Event::Closing(time) => println!("closing at {time}"),
            }
        }
    });
}
