// judge: can print: 1
use std::sync::Mutex;
use std::thread;

struct Logbook {
    lines: Mutex<Vec<String>>,
}

impl Logbook {
    fn new() -> Self {
        Logbook {
            lines: Mutex::new(Vec::new()),
        }
    }

    fn write(&self, name: &str) {
        let number = self.lines.lock().unwrap().len() + 1;
        let mut lines = self.lines.lock().unwrap();
        lines.push(format!("{number} {name}"));
    }

    fn text(self) -> String {
        self.lines.into_inner().unwrap().join(", ")
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
