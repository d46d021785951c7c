use std::thread;

fn main() {
    let jobs = vec!["scan", "print"];
    let list = &jobs; // error[E0597]
    let clerk = thread::spawn(move || list.len());
    println!("jobs: {}", clerk.join().unwrap());
}
