use std::sync::Mutex;
use std::thread;

fn next(jobs: &Mutex<Vec<&'static str>>) -> Option<&'static str> {
    jobs.lock().unwrap().pop()
}

struct Busy {
    now: u32,
    most: u32,
}

fn work(busy: &Mutex<Busy>) {
    let mut guard = busy.lock().unwrap();
    guard.now += 1;
    guard.most = guard.most.max(guard.now);
    drop(guard);
    busy.lock().unwrap().now -= 1;
}

fn main() {
    let jobs = Mutex::new(vec!["print", "mail"]);
    let busy = Mutex::new(Busy { now: 0, most: 0 });

    thread::scope(|s| {
        let worker = || {
            while let Some(_job) = next(&jobs) {
                work(&busy);
            }
        };
        s.spawn(worker);
        worker();
    });

    let most = busy.into_inner().unwrap().most;
    println!("at work at once, at most: {most}");
}
