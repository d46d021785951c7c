use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

enum Message {
    Get(Sender<u32>),
    Set(u32),
}

fn keep(messages: Receiver<Message>) -> u32 {
    let mut count = 0;
    for message in messages {
        match message {
            Message::Get(reply) => reply.send(count).unwrap(),
            Message::Set(number) => count = number,
        }
    }
    count
}

fn add_one(counter: Sender<Message>) {
    let (reply, answer) = mpsc::channel();
    counter.send(Message::Get(reply)).unwrap();
    let seen = answer.recv().unwrap();
    counter.send(Message::Set(seen + 1)).unwrap();
}

fn main() {
    let (counter, messages) = mpsc::channel();
    let keeper = thread::spawn(|| keep(messages));
    let other = counter.clone();
    thread::scope(|s| {
        s.spawn(|| add_one(counter));
        s.spawn(|| add_one(other));
    });
    println!("count = {}", keeper.join().unwrap());
}
