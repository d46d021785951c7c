// judge: can deadlock
use std::sync::Mutex;
use std::thread;

fn work(jobs: &Mutex<Vec<u32>>) {
    if let Some(pages) = jobs.lock().unwrap().pop() {
        jobs.lock().unwrap().push(pages / 2);
    } else {
        println!("nothing to do");
    }
}

fn main() {
    let jobs = Mutex::new(vec![4, 6]);

    thread::scope(|s| {
        s.spawn(|| work(&jobs));
        s.spawn(|| work(&jobs));
    });
    let mut left = jobs.into_inner().unwrap();
    left.sort_unstable();
    println!("{left:?}");
}
