// c0 p0 c1 p1 c2 p2
// c0 p0 c1 p1 p2 c2
// c0 p0 p1 c1 c2 p2
// c0 p0 p1 c1 p2 c2
// c0 p0 p1 p2 c1 c2
// p0 c0 c1 p1 c2 p2
// p0 c0 c1 p1 p2 c2
// p0 c0 p1 c1 c2 p2
// p0 c0 p1 c1 p2 c2
// p0 c0 p1 p2 c1 c2
// p0 p1 c0 c1 c2 p2
// p0 p1 c0 c1 p2 c2
// p0 p1 c0 p2 c1 c2

use std::sync::mpsc::sync_channel;
use std::thread;
fn main() {
    let (tx, rx) = sync_channel(1);
    let t = thread::spawn(move || {
        for i in 0..3 {
            tx.send(i).unwrap();
            println!("p{i}");
        }
    });
    for i in rx {
        println!("c{i}");
    }
    t.join().unwrap();
}
