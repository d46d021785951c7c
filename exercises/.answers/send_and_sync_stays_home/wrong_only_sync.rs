// judge: compiles, but should be refused
use std::cell::Cell;
use std::marker::PhantomData;
use std::thread;

struct Session {
    number: u32,
    of_its_thread: PhantomData<Cell<()>>,
}

impl Session {
    fn open(number: u32) -> Self {
        Session {
            number,
            of_its_thread: PhantomData,
        }
    }

    fn close(self) {
        println!("session {} closed", self.number);
    }
}

fn main() {
    let session = Session::open(7);
    thread::spawn(move || session.close()).join().unwrap();
}
