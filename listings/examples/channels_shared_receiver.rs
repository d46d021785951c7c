use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

fn work(jobs: &Mutex<Receiver<u32>>) -> u32 {
    let mut done = 0;
    loop {
        let job = jobs.lock().unwrap().recv(); // the guard drops here
        match job {
            Ok(pages) => done += pages,
            Err(_) => return done,
        }
    }
}

fn main() {
    let (tx, rx) = mpsc::channel();
    for pages in [1, 2, 4] {
        tx.send(pages).unwrap();
    }
    drop(tx);

    let jobs = Arc::new(Mutex::new(rx));
    let mine = Arc::clone(&jobs);
    let ada = thread::spawn(move || work(&mine));
    let bob = thread::spawn(move || work(&jobs));

    let pages = ada.join().unwrap() + bob.join().unwrap();
    println!("{pages} pages");
    assert_eq!(pages, 7);
}
