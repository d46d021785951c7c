use std::sync::mpsc;
use std::thread;

fn main() {
    let (pass, dishes) = mpsc::sync_channel(0);
    let (log, lines) = mpsc::channel();
    let waiter_log = log.clone();

    thread::scope(|s| {
        s.spawn(move || {
            pass.send("soup").unwrap();
            log.send("cook: handed over").unwrap();
        });
        s.spawn(move || {
            waiter_log.send("waiter: here").unwrap();
            dishes.recv().unwrap();
        });
    });

    let lines: Vec<&str> = lines.iter().collect();
    println!("{}", lines.join(", "));
    assert_eq!(lines, ["waiter: here", "cook: handed over"]);
}
