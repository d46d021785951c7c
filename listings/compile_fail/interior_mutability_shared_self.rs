trait Journal {
    fn note(&self, line: &str);
}

struct Tally {
    calls: u32,
}

impl Journal for Tally {
    fn note(&self, _line: &str) {
        self.calls += 1; // error[E0594]
    }
}

fn main() {
    let tally = Tally { calls: 0 };
    tally.note("parcel 7 sent");
    println!("{}", tally.calls);
}
