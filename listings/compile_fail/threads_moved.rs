use std::thread;

fn main() {
    let jobs = vec!["scan", "print"];
    let clerk = thread::spawn(move || jobs.len());
    drop(jobs); // error[E0382]
    println!("{:?}", clerk.join());
    println!("{:?}", clerk.join()); // error[E0382]
}
