use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
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

    let jobs = Mutex::new(rx);
    let pages = thread::scope(|s| {
        let ada = s.spawn(|| work(&jobs));
        let bob = s.spawn(|| work(&jobs));
        ada.join().unwrap() + bob.join().unwrap()
    });
    println!("{pages} pages");
    assert_eq!(pages, 7);
}
