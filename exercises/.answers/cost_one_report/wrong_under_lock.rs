// judge: can deadlock
use std::sync::Mutex;
use std::thread;

fn report(name: &str, pages: u32, total: &Mutex<u32>) {
    let mut total = total.lock().unwrap();
    *total += pages;
    println!("{name} reports {pages}");
}

fn read(name: &str, book: &[&str], total: &Mutex<u32>) {
    let guard = total.lock().unwrap();
    let mut pages = 0;
    for _page in book {
        pages += 1;
    }
    report(name, pages + *guard, total);
}

fn main() {
    let total = Mutex::new(0);

    thread::scope(|s| {
        s.spawn(|| read("ada", &["i", "ii"], &total));
        s.spawn(|| read("bob", &["1", "2", "3"], &total));
    });
    println!("{} pages", total.into_inner().unwrap());
}
