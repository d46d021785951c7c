// judge: uses `unsafe`
use std::cell::RefCell;
use std::thread;

struct Logbook {
    lines: RefCell<Vec<String>>,
}

unsafe impl Sync for Logbook {}

impl Logbook {
    fn new() -> Self {
        Logbook {
            lines: RefCell::new(Vec::new()),
        }
    }

    fn write(&self, name: &str) {
        let mut lines = self.lines.borrow_mut();
        let number = lines.len() + 1;
        lines.push(format!("{number} {name}"));
    }

    fn text(self) -> String {
        self.lines.into_inner().join(", ")
    }
}

fn main() {
    let logbook = Logbook::new();

    thread::scope(|s| {
        s.spawn(|| logbook.write("ada"));
        s.spawn(|| logbook.write("bob"));
    });
    println!("{}", logbook.text());
}
