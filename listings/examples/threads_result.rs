use std::num::ParseIntError;
use std::thread;

fn total(counts: [&'static str; 2]) -> Result<u32, ParseIntError> {
    let [north, south] =
        counts.map(|text| thread::spawn(move || text.parse::<u32>()));

    let north = north.join().unwrap();
    let south = south.join().unwrap();
    Ok(north? + south?) // both threads have ended
}

fn main() {
    println!("{:?}", total(["31", "11"]));
    println!("{:?}", total(["31", "eleven"]));
    assert_eq!(total(["31", "11"]), Ok(42));
}
