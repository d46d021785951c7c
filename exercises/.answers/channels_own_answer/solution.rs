use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

struct Question {
    number: u32,
    answer: Sender<u32>,
}

fn square(number: u32) -> u32 {
    number * number
}

fn serve(questions: Receiver<Question>) {
    for Question { number, answer } in questions.iter().take(2) {
        answer.send(square(number)).unwrap();
    }
}

fn ask(server: &Sender<Question>, number: u32) -> u32 {
    let (answer, mine) = mpsc::channel();
    server.send(Question { number, answer }).unwrap();
    mine.recv().unwrap()
}

fn main() {
    let (server, questions) = mpsc::channel();

    thread::scope(|s| {
        s.spawn(|| serve(questions));
        let ada = s.spawn(|| ask(&server, 2));
        let bob = s.spawn(|| ask(&server, 3));
        let (ada, bob) = (ada.join().unwrap(), bob.join().unwrap());
        println!("ada {ada}, bob {bob}");
    });
}
