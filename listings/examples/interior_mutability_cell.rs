use std::cell::Cell;

trait Journal {
    fn note(&self, line: &str);
}

struct Tally {
    calls: Cell<u32>,
}

impl Journal for Tally {
    fn note(&self, _line: &str) {
        self.calls.set(self.calls.get() + 1);
    }
}

fn send_parcels(parcels: &[u32], journal: &impl Journal) {
    for parcel in parcels {
        journal.note(&format!("parcel {parcel} sent"));
    }
}

fn main() {
    let tally = Tally {
        calls: Cell::new(0),
    };
    send_parcels(&[7, 8], &tally);
    println!("calls: {}", tally.calls.get());
    assert_eq!(tally.calls.replace(0), 2);
}
