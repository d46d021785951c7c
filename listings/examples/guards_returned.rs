use std::sync::{Mutex, MutexGuard};

struct Queue {
    jobs: Mutex<Vec<&'static str>>,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Vec<&'static str>> {
        self.jobs.lock().unwrap()
    }
}

fn main() {
    let queue = Queue {
        jobs: Mutex::new(vec!["print"]),
    };

    let mut jobs = queue.lock();
    if !jobs.contains(&"mail") {
        jobs.push("mail");
    }
    println!("locked: {}", queue.jobs.try_lock().is_err());
    drop(jobs);

    println!("jobs: {:?}", *queue.lock());
}
