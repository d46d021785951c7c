use std::sync::Mutex;

fn held(jobs: &Mutex<Vec<&str>>) -> bool {
    jobs.try_lock().is_err()
}

fn main() {
    let jobs = Mutex::new(vec!["print"]);

    for _ in 0..2 {
        if let Some(job) = jobs.lock().unwrap().pop() {
            println!("{job}, held: {}", held(&jobs));
        } else {
            println!("no job, held: {}", held(&jobs));
        }
    }
    println!("afterwards, held: {}", held(&jobs));
}
