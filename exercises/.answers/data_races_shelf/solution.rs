use std::sync::Mutex;
use std::thread;

#[derive(Default)]
struct Library {
    books: Mutex<(Vec<String>, Vec<String>)>,
}

impl Library {
    fn add(&self, title: &str) {
        self.books.lock().unwrap().0.push(title.to_owned());
    }

    fn lend(&self) {
        let mut books = self.books.lock().unwrap();
        let book = books.0.pop().unwrap();
        books.1.push(book);
    }

    fn lent(&self) -> usize {
        self.books.lock().unwrap().1.len()
    }

    fn count(&self) -> usize {
        let books = self.books.lock().unwrap();
        books.0.len() + books.1.len()
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
