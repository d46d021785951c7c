use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

struct Deposit {
    amount: u32,
    reply: Sender<u32>,
}

#[derive(Clone)]
struct Account(Sender<Deposit>);

impl Account {
    fn deposit(&self, amount: u32) -> u32 {
        let (reply, answer) = mpsc::channel();
        self.0.send(Deposit { amount, reply }).unwrap();
        answer.recv().unwrap()
    }
}

fn keep_account(deposits: Receiver<Deposit>) -> u32 {
    let mut balance = 0;
    for deposit in deposits {
        balance += deposit.amount;
        let _ = deposit.reply.send(balance);
    }
    balance
}

fn main() {
    let (tx, rx) = mpsc::channel();
    let keeper = thread::spawn(move || keep_account(rx));
    let ada = Account(tx);
    let bob = ada.clone();

    thread::scope(|s| {
        s.spawn(move || println!("ada sees {}", ada.deposit(40)));
        s.spawn(move || println!("bob sees {}", bob.deposit(2)));
    });
    println!("closed at {}", keeper.join().unwrap());
}
