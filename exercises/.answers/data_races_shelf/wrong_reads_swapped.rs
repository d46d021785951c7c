// judge: can print: found 0
use std::sync::Mutex;
use std::thread;

#[derive(Default)]
struct Library {
    shelf: Mutex<Vec<String>>,
    desk: Mutex<Vec<String>>,
}

impl Library {
    fn add(&self, title: &str) {
        self.shelf.lock().unwrap().push(title.to_owned());
    }

    fn lend(&self) {
        let book = self.shelf.lock().unwrap().pop().unwrap();
        self.desk.lock().unwrap().push(book);
    }

    fn lent(&self) -> usize {
        self.desk.lock().unwrap().len()
    }

    fn count(&self) -> usize {
        let desk = self.desk.lock().unwrap().len();
        let shelf = self.shelf.lock().unwrap().len();
        shelf + desk
    }
}

fn main() {
    let library = Library::default();
    library.add("Emma");

    thread::scope(|s| {
        s.spawn(|| library.lend());
        println!("found {}", library.count());
    });
    println!("lent {}", library.lent());
}
