// judge: works only with
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
        1
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
