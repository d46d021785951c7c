use std::sync::Mutex;
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();
    let jobs = Mutex::new(rx);
    tx.send("scan").unwrap();
    tx.send("print").unwrap();
    drop(tx);

    while let Ok(job) = jobs.lock().unwrap().recv() {
        let locked = jobs.try_lock().is_err();
        println!("{job}: queue locked while working: {locked}");
        assert!(locked);
    }
}
