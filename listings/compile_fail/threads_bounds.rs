use std::thread;

fn run_later<T: Send>(job: T, work: fn(T)) {
    thread::spawn(move || work(job)); // error[E0310]
}

struct Printer {
    pages: u32,
}

impl Printer {
    fn start(&self) {
        thread::spawn(|| println!("{} pages", self.pages)); // error[E0521]
    }
}

fn main() {
    run_later("letter", |job| println!("{job}"));
    Printer { pages: 3 }.start();
}
