use std::sync::OnceLock;
use std::thread;

fn tariff() -> &'static [u32] {
    static TARIFF: OnceLock<Vec<u32>> = OnceLock::new();
    TARIFF.get_or_init(|| {
        println!("reading the tariff");
        vec![120, 95, 80]
    })
}

fn main() {
    let first = thread::spawn(|| tariff()[0]);
    let last = thread::spawn(|| tariff()[2]);
    let (first, last) = (first.join().unwrap(), last.join().unwrap());

    println!("from {last} to {first}");
    assert_eq!((last, first), (80, 120));
}
