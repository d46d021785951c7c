use std::error::Error;
use std::thread::{self, JoinHandle};

type Failure = Box<dyn Error + Send + Sync>;

fn in_background<F, T>(job: F) -> JoinHandle<Result<T, Failure>>
where
    F: FnOnce() -> Result<T, Failure> + Send + 'static,
    T: Send + 'static,
{
    thread::spawn(job)
}

fn main() {
    for text in ["31", "eleven"] {
        let count = in_background(move || Ok(text.parse::<u32>()?));
        match count.join().unwrap() {
            Ok(count) => println!("counted {count}"),
            Err(failure) => println!("{text}: {failure}"),
        }
    }
}
