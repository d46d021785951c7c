use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

struct Printer {
    pages: Mutex<u32>,
}

impl Printer {
    fn print(self: &Arc<Self>, pages: u32) -> JoinHandle<()> {
        let me = Arc::clone(self);
        thread::spawn(move || *me.pages.lock().unwrap() += pages)
    }
}

fn main() {
    let printer = Arc::new(Printer {
        pages: Mutex::new(0),
    });

    let letter = printer.print(2);
    let photo = thread::spawn({
        let printer = Arc::clone(&printer); // visible in this block only
        move || *printer.pages.lock().unwrap() += 1
    });
    letter.join().unwrap();
    photo.join().unwrap();

    let pages = *printer.pages.lock().unwrap();
    println!("pages: {pages}");
    assert_eq!(pages, 3);
}
