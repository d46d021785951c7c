use std::sync::Mutex;
use std::thread;

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
            while let Some(_job) = jobs.lock().unwrap().pop() {
                work(&busy);
            }
        };
        s.spawn(worker);
        worker();
    });

    let most = busy.into_inner().unwrap().most;
    println!("at work at once, at most: {most}");
    assert_eq!(most, 1);
}
