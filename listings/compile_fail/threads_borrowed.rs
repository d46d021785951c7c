use std::thread;

fn main() {
    let jobs = vec!["scan", "print"];
    let clerk = thread::spawn(|| jobs.len()); // error[E0373]
    println!("jobs: {}", clerk.join().unwrap());
}
