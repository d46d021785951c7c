use std::sync::{Condvar, Mutex};
use std::thread;

struct Semaphore {
    free: Mutex<u32>,
    returned: Condvar,
}

struct Permit<'a>(&'a Semaphore);

impl Semaphore {
    fn acquire(&self) -> Permit<'_> {
        let free = self.free.lock().unwrap();
        let mut free = self.returned.wait_while(free, |n| *n == 0).unwrap();
        *free -= 1;
        Permit(self)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap() += 1;
        self.0.returned.notify_one();
    }
}

fn main() {
    let ovens = Semaphore {
        free: Mutex::new(2),
        returned: Condvar::new(),
    };

    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| {
                let _permit = ovens.acquire();
                println!("one in the oven");
            });
        }
    });
    let free = ovens.free.into_inner().unwrap();
    println!("free ovens: {free}");
    assert_eq!(free, 2);
}
