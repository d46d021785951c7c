use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

type Job = Box<dyn FnOnce() -> usize + Send>;

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap().recv().ok()
}

fn main() {
    let (jobs, queue) = mpsc::channel::<Job>();
    let queue = Arc::new(Mutex::new(queue));
    let workers = [(); 2].map(|()| {
        let queue = Arc::clone(&queue);
        thread::spawn(move || {
            let mut letters = 0;
            while let Some(job) = next(&queue) {
                letters += job();
            }
            letters
        })
    });

    let title = String::from("Emma");
    jobs.send(Box::new(move || title.len())).unwrap();
    jobs.send(Box::new(|| "Dune".len())).unwrap();
    drop(jobs); // closes the queue

    let letters = workers.map(|worker| worker.join().unwrap());
    println!("{} letters", letters.iter().sum::<usize>());
    assert_eq!(letters.iter().sum::<usize>(), 8);
}
