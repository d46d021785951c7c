use std::sync::mpsc;
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

fn main() {
    let (jobs, queue) = mpsc::channel::<Job>();
    thread::spawn(move || {
        for job in queue {
            job();
        }
    });
    jobs.send(Box::new(|| println!("first page"))).unwrap();
    jobs.send(Box::new(|| println!("second page"))).unwrap();
}
