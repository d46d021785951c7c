use std::cell::RefCell;

struct Recorder(RefCell<Vec<String>>);

impl Recorder {
    fn lines(&self) -> &Vec<String> {
        &self.0.borrow() // error[E0515]
    }
}

fn main() {
    let recorder = Recorder(RefCell::new(Vec::new()));
    println!("{:?}", recorder.lines());
}
