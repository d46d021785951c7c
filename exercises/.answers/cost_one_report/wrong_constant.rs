// judge: works only with
use std::sync::Mutex;
use std::thread;

fn report(name: &str, pages: u32, total: &Mutex<u32>) {
    let mut total = total.lock().unwrap();
    *total += pages;
    println!("{name} reports {pages}");
}

fn read(name: &str, _book: &[&str], total: &Mutex<u32>) {
    report(name, if name == "ada" { 2 } else { 3 }, total);
}

fn main() {
    let total = Mutex::new(0);

    thread::scope(|s| {
        s.spawn(|| read("ada", &["i", "ii"], &total));
        s.spawn(|| read("bob", &["1", "2", "3"], &total));
    });
    println!("{} pages", total.into_inner().unwrap());
}
