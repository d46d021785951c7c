use std::sync::Mutex;
use std::thread;

fn work(busy: &Mutex<(u32, u32)>) {
    let mut guard = busy.lock().unwrap();
    guard.0 += 1;
    guard.1 = guard.1.max(guard.0);
    drop(guard);
    busy.lock().unwrap().0 -= 1;
}

fn main() {
    let jobs = Mutex::new(vec!["print", "mail"]);
    let busy = Mutex::new((0, 0)); // at work now, at work at most

    thread::scope(|s| {
        let worker = || {
            while let Some(_job) = jobs.lock().unwrap().pop() {
                work(&busy);
            }
        };
        s.spawn(worker);
        worker();
    });

    let (_, most) = busy.into_inner().unwrap();
    println!("at work at once, at most: {most}");
    assert_eq!(most, 1);
}
