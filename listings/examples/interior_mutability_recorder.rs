#![forbid(unsafe_code)]

use std::cell::RefCell;

trait Journal {
    fn note(&self, line: &str);
}

struct Recorder(RefCell<Vec<String>>);

impl Journal for Recorder {
    fn note(&self, line: &str) {
        self.0.borrow_mut().push(line.to_string());
    }
}

fn send_parcels(parcels: &[u32], journal: &impl Journal) {
    for parcel in parcels {
        journal.note(&format!("parcel {parcel} sent"));
    }
}

fn main() {
    let recorder = Recorder(RefCell::new(Vec::new()));
    send_parcels(&[7, 8], &recorder);
    let lines = recorder.0.borrow();
    println!("{lines:?}");
    assert_eq!(*lines, ["parcel 7 sent", "parcel 8 sent"]);
}
