// judge: is refused with E0658
use std::thread;

struct Session {
    number: u32,
}

impl !Send for Session {}

impl Session {
    fn open(number: u32) -> Self {
        Session { number }
    }

    fn close(self) {
        println!("session {} closed", self.number);
    }
}

fn main() {
    let session = Session::open(7);
    thread::spawn(move || session.close()).join().unwrap();
}
